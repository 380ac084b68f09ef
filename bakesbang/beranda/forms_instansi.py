"""Forms of the superuser's page of agencies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import resolve

from bakesbang.organisasi.models import Instansi, Pengguna
from iku.models import VersiIku
from rencana_aksi.models import VersiRencanaAksi


class FormulirInstansiBaru(forms.ModelForm):
    """An agency, its first year, and its first admin."""

    tahun = forms.IntegerField(label="Tahun kerja pertama", min_value=2000, max_value=2100)
    admin_nama = forms.CharField(label="Nama admin pertama", max_length=150)
    admin_username = forms.CharField(label="Nama pengguna admin", max_length=150)

    class Meta:
        model = Instansi
        fields = ("kode", "nama", "nama_pendek", "tempat", "zona_waktu")
        help_texts = {"kode": "Dipakai pada alamat halaman, misalnya kesbangpol-mojokerto."}

    def clean_kode(self) -> str:
        """The address of the agency's pages must lead to them: "admin" is taken."""
        kode: str = self.cleaned_data["kode"]
        if resolve(f"/{kode}/2000/").kwargs.get("kode") != kode:
            raise forms.ValidationError(f"“{kode}” dipakai aplikasi sendiri. Pilih kode lain.")
        return kode

    def clean_admin_username(self) -> str:
        username = self.cleaned_data["admin_username"].strip().lower()
        if Pengguna.objects.filter(username=username).exists():
            raise forms.ValidationError("Nama pengguna ini sudah dipakai. Pilih yang lain.")
        return username

    @property
    def admin(self) -> Pengguna:
        return Pengguna(username=self.cleaned_data["admin_username"], nama=self.cleaned_data["admin_nama"])


class FormulirSalin(forms.Form):
    """Which plan, for which agency and year."""

    sumber = forms.ChoiceField(label="Dokumen sumber")
    instansi = forms.ModelChoiceField(
        Instansi.objects.filter(aktif=True), label="Untuk instansi", empty_label="Pilih instansi"
    )
    tahun = forms.IntegerField(label="Untuk tahun", min_value=2000, max_value=2100)
    dengan_target = forms.BooleanField(label="Target ikut disalin", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versi: dict[str, VersiRencanaAksi | VersiIku] = {}
        for v in VersiRencanaAksi.objects.select_related("rencana__instansi").order_by(
            "rencana__instansi__nama", "-rencana__tahun", "-nomor"
        ):
            self.versi[f"ra-{v.pk}"] = v
        for i in VersiIku.objects.select_related("daftar__instansi").order_by(
            "daftar__instansi__nama", "-daftar__tahun", "-nomor"
        ):
            self.versi[f"iku-{i.pk}"] = i
        sumber = self.fields["sumber"]
        assert isinstance(sumber, forms.ChoiceField)  # noqa: S101 (tells the type, declared above)
        sumber.choices = [
            ("", "Pilih dokumen"),
            *((kunci, self._sebut(v)) for kunci, v in self.versi.items()),
        ]

    @staticmethod
    def _sebut(v: VersiRencanaAksi | VersiIku) -> str:
        induk = v.rencana if isinstance(v, VersiRencanaAksi) else v.daftar
        return f"{induk.instansi}: {induk} ({v.sebutan})"

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        versi, instansi, tahun = self.versi.get(isi.get("sumber", "")), isi.get("instansi"), isi.get("tahun")
        if versi is None or instansi is None or tahun is None:
            return isi
        if isinstance(versi, VersiRencanaAksi):
            ada = instansi.rencana_aksi.filter(tahun=tahun).exists()
        else:
            ada = instansi.daftar_iku.filter(tahun=tahun).exists()
        if ada:
            self.add_error("tahun", f"{instansi} sudah mempunyai dokumen ini pada tahun {tahun}.")
        return isi | {"versi": versi}
