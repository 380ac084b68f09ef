"""What a page or print of the IKU shows, read from its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

KARTU, TABEL = "", "tabel"


@dataclass(frozen=True)
class PilihanIku:
    """``tampil`` "tabel" draws the printed table, ``hasil`` adds the realization up to each quarter, ``semua``
    counts values that nobody approved yet. Anything else in the address is ignored."""

    versi: str = ""
    tampil: str = KARTU
    hasil: bool = False
    semua: bool = False

    @classmethod
    def baca(cls, data: Mapping[str, str]) -> PilihanIku:
        return cls(
            versi=data.get("versi", ""),
            tampil=TABEL if data.get("tampil") == TABEL else KARTU,
            hasil=data.get("hasil") == "1",
            semua=data.get("isian") == "semua",
        )

    def alamat(self, **ganti: str | bool) -> str:
        """The query of this page with something changed: "?versi=0&tampil=tabel"."""
        isi = {
            "versi": ganti.get("versi", self.versi), "tampil": ganti.get("tampil", self.tampil),
            "hasil": "1" if ganti.get("hasil", self.hasil) else "", "isian": "semua" if ganti.get("semua", self.semua) else "",
        }  # fmt: skip
        return f"?{urlencode({nama: nilai for nama, nilai in isi.items() if nilai})}"
