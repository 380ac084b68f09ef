"""The first step of an import: which document and year, and a file or a pasted table."""

from __future__ import annotations

from typing import Any

from django import forms

from bakesbang.import_wizard.documents import DESTINATIONS
from bakesbang.importing.upload import PASTED
from bakesbang.reading.sources import MAX_SIZE


class ImportForm(forms.Form):
    dokumen = forms.ChoiceField(label="Dokumen", choices=[(t.name, t.heading) for t in DESTINATIONS.values()])
    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2100)
    berkas = forms.FileField(
        label="Berkas", required=False, max_length=200,
        help_text=f"Excel (.xlsx), Word (.docx), CSV, HTML, atau teks, paling besar {MAX_SIZE // 1024 // 1024} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx,.csv,.txt,.tsv,.html,.htm,.xls"}),
    )  # fmt: skip
    tempelan = forms.CharField(
        label="Atau tempel tabelnya di sini", required=False, strip=False,
        help_text="Salin seluruh tabel dari Word atau Excel, termasuk kepala tabelnya, lalu tempel.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        berkas, pasted = fields.get("berkas"), fields.get("tempelan") or ""
        if self.errors:
            return fields
        if berkas is None and not pasted.strip():
            self.add_error("berkas", "Pilih berkas, atau tempel tabelnya.")
        elif berkas is not None and pasted.strip():
            self.add_error("tempelan", "Pakai salah satu saja: berkas atau tempelan.")
        elif berkas is not None and berkas.size > MAX_SIZE:
            self.add_error("berkas", f"Paling besar {MAX_SIZE // 1024 // 1024} MB.")
        return fields

    def source(self) -> tuple[str, bytes]:
        """(name, content) of what was given."""
        berkas = self.cleaned_data["berkas"]
        if berkas is not None:
            return berkas.name, berkas.read()
        return PASTED, self.cleaned_data["tempelan"].encode()
