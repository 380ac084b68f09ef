"""Forms of the IKU editor that make something: a year's empty IKU, a new row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from bakesbang.organisasi.models import Instansi
from iku.models import DaftarIku, IndikatorKinerjaUtama
from iku.suntingan import Draf, pakai, tambah


class FormulirMulai(forms.Form):
    """The year and the printed title of an empty IKU."""

    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2100)
    nama_cetak = forms.CharField(
        label="Nama instansi pada judul",
        max_length=200,
        help_text="Dicetak pada judul, sesudah “Indikator Kinerja Utama (IKU)”.",
    )

    def __init__(self, *args: Any, instansi: Instansi, tahun: int, **kwargs: Any) -> None:
        """Proposes the first year from ``tahun`` on that has no IKU yet, and the title printed
        last."""
        super().__init__(*args, **kwargs)
        ada = dict(
            DaftarIku.objects.filter(instansi=instansi).order_by("tahun").values_list("tahun", "nama_cetak")
        )
        self.fields["tahun"].initial = next((t for t in range(tahun, 2101) if t not in ada), None)
        self.fields["nama_cetak"].initial = next(reversed(ada.values()), instansi.nama.upper())


class FormulirTambah(forms.Form):
    """A new IKU: its words, or an indicator of the same year that stands in the Rencana Aksi,
    say."""

    sasaran = forms.CharField(
        label="Sasaran strategis",
        widget=forms.Textarea(attrs={"rows": 1}),
        error_messages={"required": "Tulis bunyi sasarannya."},
    )
    indikator = forms.TypedChoiceField(
        label="Pakai indikator tahun ini",
        coerce=int,
        empty_value=None,
        required=False,
    )
    uraian = forms.CharField(
        label="Atau tulis indikator baru",
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
    )

    def __init__(self, *args: Any, calon: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indikator: Any = self.fields["indikator"]
        indikator.choices = [("", "Tidak, ini indikator baru"), *calon]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(data.get("uraian", "").strip()) == bool(data.get("indikator")):
            self.add_error(
                "uraian",
                "Tulis indikator baru, atau pilih indikator yang sudah ada: satu saja.",
            )
        return data

    def lakukan(self, draf: Draf) -> IndikatorKinerjaUtama:
        data = self.cleaned_data
        if data["indikator"]:
            return pakai(
                draf,
                indikator=data["indikator"],
                sasaran=data["sasaran"],
            )
        return tambah(draf, sasaran=data["sasaran"], uraian=data["uraian"])
