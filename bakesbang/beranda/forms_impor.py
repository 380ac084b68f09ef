"""The first step of an import: which document and year, and a file or a pasted table."""

from __future__ import annotations

from typing import Any

from django import forms

from bakesbang.beranda.impor import TUJUAN
from bakesbang.dokumen.baca import UKURAN_MAKS
from bakesbang.kinerja.impor.berkas import TEMPELAN


class FormulirImpor(forms.Form):
    dokumen = forms.ChoiceField(label="Dokumen", choices=[(t.nama, t.judul) for t in TUJUAN.values()])
    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2100)
    berkas = forms.FileField(
        label="Berkas", required=False, max_length=200,
        help_text=f"Excel (.xlsx), Word (.docx), CSV, HTML, atau teks, paling besar {UKURAN_MAKS // 1024 // 1024} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx,.csv,.txt,.tsv,.html,.htm,.xls"}),
    )  # fmt: skip
    tempelan = forms.CharField(
        label="Atau tempel tabelnya di sini", required=False, strip=False,
        help_text="Salin seluruh tabel dari Word atau Excel, termasuk kepala tabelnya, lalu tempel.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        isian: dict[str, Any] = super().clean() or {}
        berkas, tempelan = isian.get("berkas"), isian.get("tempelan") or ""
        if self.errors:
            return isian
        if berkas is None and not tempelan.strip():
            self.add_error("berkas", "Pilih berkas, atau tempel tabelnya.")
        elif berkas is not None and tempelan.strip():
            self.add_error("tempelan", "Pakai salah satu saja: berkas atau tempelan.")
        elif berkas is not None and berkas.size > UKURAN_MAKS:
            self.add_error("berkas", f"Paling besar {UKURAN_MAKS // 1024 // 1024} MB.")
        return isian

    def sumber(self) -> tuple[str, bytes]:
        """(name, content) of what was given."""
        berkas = self.cleaned_data["berkas"]
        if berkas is not None:
            return berkas.name, berkas.read()
        return TEMPELAN, self.cleaned_data["tempelan"].encode()
