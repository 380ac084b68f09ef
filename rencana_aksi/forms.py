"""Forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms

from bakesbang.organisasi.models import Instansi
from rencana_aksi.models import RencanaAksi


class FormulirMulai(forms.Form):
    """The year and the printed title of an empty Rencana Aksi."""

    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2100)
    nama_cetak = forms.CharField(
        label="Nama instansi pada judul",
        max_length=200,
        help_text="Dicetak di bawah judul, dengan huruf besar.",
    )

    def __init__(self, *args: Any, instansi: Instansi, tahun: int, **kwargs: Any) -> None:
        """Proposes the first year from ``tahun`` on that has no Rencana Aksi yet."""
        super().__init__(*args, **kwargs)
        ada = set(RencanaAksi.objects.filter(instansi=instansi).values_list("tahun", flat=True))
        self.fields["tahun"].initial = next((t for t in range(tahun, 2101) if t not in ada), None)
        self.fields["nama_cetak"].initial = instansi.nama.upper()
