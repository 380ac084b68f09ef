"""What a reader of the trace asks for, and how far he may see."""

from __future__ import annotations

from typing import Any

from django import forms

from bakesbang.beranda.riwayat_sumber import Jenis, Ruang, Saringan
from bakesbang.kinerja.models import Indikator
from bakesbang.organisasi.models import Pengguna, UnitKerja
from bakesbang.organisasi.permissions import PageContext
from bakesbang.organisasi.roles import Peran

TERBATAS = {Peran.STAF, Peran.KABID}
SISTEM = "0"  # acts that no person did: fixtures, commands


def unit_terlihat(k: PageContext) -> frozenset[int] | None:
    """The units whose rows this person may read: his own and those he heads; None is the whole agency."""
    if k.pengguna.is_superuser or k.pengguna.peran not in TERBATAS:
        return None
    unit = k.pengguna.headed_units(k.instansi.today())
    return frozenset(unit | ({k.pengguna.unit_id} if k.pengguna.unit_id else set()))


class HariField(forms.DateField):
    def __init__(self, label: str) -> None:
        masukan = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            label=label, required=False, widget=masukan, input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={"invalid": "Tulis tanggalnya seperti 12-07-2024."},
        )  # fmt: skip


class SaringForm(forms.Form):
    """Filters in the address, so that a view can be sent to a colleague. What is not understood filters nothing."""

    q = forms.CharField(
        label="Kata", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    jenis = forms.ChoiceField(label="Jenis perubahan", required=False)
    oleh = forms.ChoiceField(label="Oleh siapa", required=False)
    unit = forms.ChoiceField(label="Unit pengisi", required=False)
    dari = HariField("Sejak tanggal")
    sampai = HariField("Sampai tanggal")
    indikator = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, k: PageContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.k, self.unit_ids = k, unit_terlihat(k)
        orang = Pengguna.objects.filter(instansi=k.instansi).values_list("pk", "nama")
        unit = UnitKerja.objects.filter(instansi=k.instansi)
        if self.unit_ids is not None:
            unit = unit.filter(pk__in=self.unit_ids)
        self._pilihan("jenis", "Semua jenis", Jenis.choices)
        self._pilihan(
            "oleh", "Semua orang", [*((str(pk), n) for pk, n in orang), (SISTEM, "Sistem, tanpa akun")]
        )
        self._pilihan("unit", "Semua unit", [(str(u.pk), u.sebutan) for u in unit])

        for medan in self.visible_fields():
            pilihan = isinstance(medan.field, forms.ChoiceField)
            medan.field.widget.attrs["class"] = "form-select" if pilihan else "form-control"
            if self.is_bound and medan.errors:
                medan.field.widget.attrs |= {
                    "aria-invalid": "true",
                    "aria-describedby": f"{medan.auto_id}_error",
                }

    def _pilihan(self, nama: str, semua: str, isi: list[tuple[str, Any]]) -> None:
        galat = {"invalid_choice": "Pilihan ini tidak ada."}
        self.fields[nama] = forms.ChoiceField(
            label=self.fields[nama].label, required=False, choices=[("", semua), *isi], error_messages=galat
        )

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("dari") and isi.get("sampai") and isi["dari"] > isi["sampai"]:
            self.add_error("sampai", "Tanggal akhir mendahului tanggal awal.")
        return isi

    def ruang(self) -> Ruang:
        """The filter as the queries take it."""
        self.is_valid()
        isi = self.cleaned_data
        saring = Saringan(
            jenis=isi.get("jenis", ""), oleh=int(isi["oleh"]) if isi.get("oleh") else None,
            unit=int(isi["unit"]) if isi.get("unit") else None, indikator=isi.get("indikator"),
            dari=isi.get("dari"), sampai=isi.get("sampai"), kata=isi.get("q", ""),
        )  # fmt: skip
        return Ruang(self.k.instansi, self.k.tahun, self.unit_ids, saring)

    @property
    def disaring(self) -> bool:
        return any(self.data.get(nama) for nama in self.fields)

    def indikator_dipilih(self) -> str:
        """The name of the one indicator that was asked for; "" when none was, or it is not of this agency."""
        pk = self.cleaned_data.get("indikator")
        baris = Indikator.objects.milik(self.k.instansi, self.k.tahun).prefetch_related("ketetapan")
        satu = baris.filter(pk=pk).first() if pk else None
        return str(satu) if satu else ""
