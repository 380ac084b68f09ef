"""Laying a document down: number, date, who signs. Rencana Aksi and IKU ask it the same way, in two
steps: the form, then the page that shows what will be printed and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.dateformat import format as tulis_tanggal

from bakesbang.kinerja.pilihan import TRIWULAN
from bakesbang.organisasi.models import Instansi, JenisUnit, Pejabat
from bakesbang.versions.models import VersiDokumen

YAKIN = "yakin"  # the name of the button on the second step


class PilihPejabat(forms.ModelChoiceField):
    def label_from_instance(self, obj: Pejabat) -> str:
        awalan = "" if obj.status == "definitif" else f"{obj.get_status_display()} "
        akhir = f" (sampai {tulis_tanggal(obj.selesai, 'j F Y')})" if obj.selesai else ""
        return f"{obj.nama}, {awalan}{obj.jabatan.sebutan}{akhir}"


class FormulirTetapkan(forms.Form):
    """``penanda_tangan``: heads of units in office today or in the document's year; empty prints
    lines."""

    nomor_surat = forms.CharField(
        label="Nomor",
        max_length=120,
        help_text="Nomor keputusan atau surat, seperti tertulis di kertas. Contoh: 188.45/12/2024.",
        error_messages={"required": "Tulis nomor keputusannya."},
    )
    tanggal = forms.DateField(
        label="Tanggal",
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Tanggal yang tertulis di keputusan.",
        error_messages={
            "required": "Tulis tanggal keputusannya.",
            "invalid": "Tulis tanggal seperti 15-01-2024.",
        },
    )
    penanda_tangan = PilihPejabat(
        queryset=Pejabat.objects.none(),
        label="Penanda tangan",
        required=False,
        empty_label="Belum ditentukan: blok tanda tangan dicetak dengan garis kosong",
        help_text=("Nama, pangkat, NIP, dan sebutan Plt./Plh./Pj. disimpan di dokumen seperti hari ini."),
    )

    def __init__(
        self,
        *args: Any,
        instansi: Instansi,
        tahun: int,
        hari: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tahun, self.hari = tahun, hari
        calon = calon_penanda_tangan(instansi, tahun, hari)
        self.fields["penanda_tangan"].queryset = calon  # type: ignore[attr-defined]
        self.fields["penanda_tangan"].initial = (
            calon.at(hari).filter(jabatan__unit__jenis=JenisUnit.PIMPINAN).first()
        )

    def clean_nomor_surat(self) -> str:
        return " ".join(self.cleaned_data["nomor_surat"].split())

    def clean_tanggal(self) -> date:
        tanggal: date = self.cleaned_data["tanggal"]
        if tanggal > self.hari:
            raise ValidationError(
                f"{tulis_tanggal(tanggal, 'j F Y')} belum tiba. Tulis tanggal hari ini atau sebelumnya."
            )
        if tanggal.year < self.tahun - 1:
            raise ValidationError(
                f"{tulis_tanggal(tanggal, 'j F Y')} terlalu jauh sebelum tahun dokumen "
                f"({self.tahun}). Periksa tahunnya."
            )
        return tanggal

    def clean(self) -> dict[str, Any]:
        """Who signs held the office on the day of the document (domain guide §11)."""
        data = super().clean() or self.cleaned_data
        pejabat, tanggal = (
            data.get("penanda_tangan"),
            data.get("tanggal"),
        )
        if pejabat is None or tanggal is None:
            return data
        if tanggal < pejabat.mulai or (pejabat.selesai and tanggal > pejabat.selesai):
            sampai = f" sampai {tulis_tanggal(pejabat.selesai, 'j F Y')}" if pejabat.selesai else ""
            self.add_error(
                "penanda_tangan",
                f"{pejabat.nama} menjabat sejak {tulis_tanggal(pejabat.mulai, 'j F Y')}{sampai}. "
                f"Pilih pejabat pada {tulis_tanggal(tanggal, 'j F Y')}, atau periksa tanggalnya.",
            )
        return data


def calon_penanda_tangan(instansi: Instansi, tahun: int, hari: date) -> Any:
    """Holders of head posts in office today or at some time of the year, the agency's own head
    first."""
    pada_tahun = Q(mulai__lte=date(tahun, 12, 31)) & (Q(selesai=None) | Q(selesai__gte=date(tahun, 1, 1)))
    hari_ini = Q(mulai__lte=hari) & (Q(selesai=None) | Q(selesai__gte=hari))
    return (
        Pejabat.objects.filter(
            pada_tahun | hari_ini,
            jabatan__unit__instansi=instansi,
            jabatan__kepala=True,
            jabatan__aktif=True,
        )
        .select_related("jabatan__unit")
        .order_by("jabatan__unit__urutan", "jabatan__unit__nama", "-mulai")
    )


def konteks_tetapkan(
    request: HttpRequest,
    form: FormulirTetapkan,
    versi: VersiDokumen,
    instansi: Instansi,
    *,
    dokumen: str,
    jumlah_indikator: int,
    batal: str,
    periksa: Sequence[str] = (),
) -> dict[str, Any]:
    """Context of ``templates/komponen/tetapkan.html``. ``dokumen`` is its name with the year
    ("Rencana Aksi 2024"), ``periksa`` are sentences on what is still unusual. A valid POST shows
    the second step."""
    bertanya = request.method == "POST" and "ubah" not in request.POST and form.is_valid()
    contoh = copy(versi)
    if bertanya:
        contoh.bekukan_penanda_tangan(form.cleaned_data["penanda_tangan"], instansi.tempat)
    return {
        "form": form,
        "versi": versi,
        "contoh": contoh,
        "dokumen": dokumen,
        "bertanya": bertanya,
        "batal": batal,
        "akibat": akibat(versi, jumlah_indikator),
        "periksa": periksa,
        "nama_yakin": YAKIN,
    }


def akibat(versi: VersiDokumen, jumlah_indikator: int) -> list[str]:
    """What follows, in sentences."""
    mulai = dict(TRIWULAN)[versi.mulai_triwulan]
    kalimat = [
        (
            f"{jumlah_indikator} indikator berlaku mulai {mulai}. Sesudah itu target dan "
            "formulanya hanya berubah lewat Perubahan."
        ),
        "Unit yang mengisi realisasi diusulkan dari penanggung jawab setiap indikator.",
        "Tanda DRAFT hilang dari PDF dan Excel.",
    ]
    if versi.nomor:
        kalimat[1:1] = [
            "Versi sebelumnya digantikan, dan tetap dapat dibaca.",
            (
                f"Realisasi mulai {mulai} yang sudah diajukan atau disetujui dengan target lama "
                "dikembalikan untuk diperiksa; angkanya tetap."
            ),
        ]
    return [
        *kalimat,
        "Penetapan tidak dapat dibatalkan, dan tercatat di Riwayat atas nama Anda.",
    ]
