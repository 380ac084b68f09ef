"""The definition of an indicator as one plain form: what it means and how it is judged, without its formula."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from bakesbang.kinerja.fields import FIELDS
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.versions.editing import YA, periksa_medan

MEDAN = (
    "definisi_operasional", "sumber_data", "satuan", "desimal", "polaritas", "aturan_minimal", "nilai_terburuk", "agregasi", "frekuensi",
    "boleh_negatif",
)  # fmt: skip
AWALAN = "dimuat-"


class FormulirDefinisi(forms.Form):
    """``dimuat`` (hidden) is what this browser started from, so that somebody else's change meanwhile is told."""

    definisi_operasional = forms.CharField(
        label=FIELDS["definisi_operasional"].label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang dihitung dan apa yang tidak, supaya dua orang mendapat angka yang sama.",
    )
    sumber_data = forms.CharField(
        label=FIELDS["sumber_data"].label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dokumen atau unit yang mempunyai angkanya.",
    )
    satuan = forms.CharField(
        label=FIELDS["satuan"].label, required=False, max_length=120, help_text="Misalnya %, indeks, dokumen."
    )
    desimal = forms.CharField(
        label=FIELDS["desimal"].label, max_length=1, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    polaritas = forms.ChoiceField(label=FIELDS["polaritas"].label, choices=FIELDS["polaritas"].choices)
    aturan_minimal = forms.ChoiceField(
        label=FIELDS["aturan_minimal"].label,
        choices=FIELDS["aturan_minimal"].choices,
        help_text="Hanya dipakai bila arahnya makin rendah makin baik.",
    )
    nilai_terburuk = forms.CharField(
        label=FIELDS["nilai_terburuk"].label,
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="Realisasi yang dinilai 0%. Kosongkan bila tidak ada.",
    )
    agregasi = forms.ChoiceField(
        label=FIELDS["agregasi"].label,
        required=False,
        choices=FIELDS["agregasi"].choices,
    )
    frekuensi = forms.ChoiceField(label=FIELDS["frekuensi"].label, choices=FIELDS["frekuensi"].choices)
    boleh_negatif = forms.BooleanField(label=FIELDS["boleh_negatif"].label, required=False)
    alasan = forms.CharField(
        label="Alasan perubahan",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text="Tercatat di ketetapan baru dan di Riwayat.",
        error_messages={"required": "Definisi ini sudah ditetapkan. Tulis alasan perubahannya."},
    )

    def __init__(
        self, *args: Any, ketetapan: KetetapanIndikator, kini: Mapping[str, str], **kwargs: Any
    ) -> None:
        awal = {nama: kini[nama] == YA if nama == "boleh_negatif" else kini[nama] for nama in MEDAN}
        kwargs.setdefault("initial", awal)
        super().__init__(*args, **kwargs)
        self.ketetapan = ketetapan
        for nama in MEDAN:
            self.fields[f"{AWALAN}{nama}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=kini[nama], strip=False
            )
        if ketetapan.draf:
            del self.fields["alasan"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for nama in MEDAN:
            if nama not in self.errors and (
                pesan := periksa_medan(self.ketetapan, nama, _teks(data.get(nama)))
            ):
                self.add_error(nama, pesan)
        return data

    @property
    def dimuat(self) -> dict[str, str]:
        return {nama: self.cleaned_data[f"{AWALAN}{nama}"].replace("\r\n", "\n") for nama in MEDAN}

    @property
    def perubahan(self) -> dict[str, str]:
        """What this browser changed."""
        ketik = {nama: _teks(self.cleaned_data[nama]).replace("\r\n", "\n") for nama in MEDAN}
        return {nama: teks for nama, teks in ketik.items() if teks != self.dimuat[nama]}


def _teks(nilai: Any) -> str:
    if isinstance(nilai, bool):
        return YA if nilai else ""
    return nilai or ""
