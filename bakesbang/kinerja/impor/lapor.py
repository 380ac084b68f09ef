"""What became of every cell of a file, and the questions that only a person can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bakesbang.dokumen.baca import Terbaca

Letak = tuple[int, int, int]  # table, row, column; column -1: a line before the table


class Keadaan(StrEnum):
    """Mildest first; a cell keeps the gravest it was given."""

    JELAS = "jelas"
    DICATAT = "dicatat"
    DIRAPIKAN = "dirapikan"
    PERINGATAN = "peringatan"
    PERLU_JAWABAN = "perlu_jawaban"
    TIDAK_TERBACA = "tidak_terbaca"


BERAT = {k: n for n, k in enumerate(Keadaan)}


@dataclass
class Nasib:
    """One non-empty cell: where it stands, what it says, what was understood and why."""

    letak: Letak
    tempat: str
    teks: str
    keadaan: Keadaan | None = None
    arti: list[str] = field(default_factory=list)
    sebab: list[str] = field(default_factory=list)
    simpul: int | None = None

    def data(self) -> dict[str, Any]:
        return {
            "tempat": self.tempat, "teks": self.teks, "keadaan": str(self.keadaan), "dipahami": "; ".join(self.arti),
            "sebab": " ".join(self.sebab), "letak": list(self.letak),
        }  # fmt: skip


@dataclass(frozen=True)
class Tanya:
    """A doubt at a place of the file. ``usulan`` stands as long as nobody answers; ``jawaban`` "" is open."""

    kunci: str
    letak: tuple[Letak, ...]
    tempat: str
    kalimat: str
    pilihan: tuple[tuple[str, str], ...]
    usulan: str
    jawaban: str = ""

    @property
    def terbuka(self) -> bool:
        return not self.jawaban

    @property
    def nilai(self) -> str:
        return self.jawaban or self.usulan


class Buku:
    """The ledger: every non-empty cell stands in it from the start, so that none can be forgotten."""

    def __init__(self, terbaca: Terbaca, jawaban: Mapping[str, str] | None = None) -> None:
        self.jawaban = dict(jawaban or {})
        self.sel: dict[Letak, Nasib] = {}
        self.tanya: dict[str, Tanya] = {}
        for p, petak in enumerate(terbaca.petak):
            for n, baris in enumerate(petak.sebelum):
                self._daftar((p, n, -1), f"{petak.nama}, teks baris {n + 1} sebelum tabel", baris)
            for b, isi in enumerate(petak.baris):
                for c, sel in enumerate(isi):
                    if sel.teks.strip():
                        self._daftar((p, b, c), sel.tempat, sel.teks)

    def _daftar(self, letak: Letak, tempat: str, teks: str) -> None:
        self.sel[letak] = Nasib(letak, tempat, teks)

    def tempat(self, letak: Letak) -> str:
        return self.sel[letak].tempat if letak in self.sel else ""

    def catat(
        self,
        letak: Letak,
        arti: str,
        keadaan: Keadaan = Keadaan.JELAS,
        sebab: str = "",
        simpul: int | None = None,
    ) -> None:
        """Says what a cell was understood as; said twice, both stand and the graver state wins."""
        nasib = self.sel.get(letak)
        if nasib is None:
            return
        if nasib.keadaan is None or BERAT[keadaan] > BERAT[nasib.keadaan]:
            nasib.keadaan = keadaan
        if arti and arti not in nasib.arti:
            nasib.arti.append(arti)
        if sebab and sebab not in nasib.sebab:
            nasib.sebab.append(sebab)
        if simpul is not None:
            nasib.simpul = simpul

    def tanyakan(
        self,
        kunci: str,
        letak: Iterable[Letak],
        kalimat: str,
        pilihan: Iterable[tuple[str, str]],
        usulan: str,
    ) -> str:
        """Puts a question at these cells and gives the answer, or what is proposed until there is one."""
        letak, pilihan = tuple(letak), tuple(pilihan)
        jawab = self.jawaban.get(kunci, "")
        if jawab not in {nilai for nilai, _ in pilihan}:
            jawab = ""
        tempat = self.tempat(letak[0]) if letak else ""
        tanya = Tanya(kunci, letak, tempat, kalimat, pilihan, usulan, jawab)
        self.tanya[kunci] = tanya
        sebutan = dict(pilihan).get(tanya.nilai, "")
        for satu in letak:
            if tanya.terbuka:
                self.catat(satu, "", Keadaan.PERLU_JAWABAN, kalimat)
            else:
                self.catat(satu, "", Keadaan.DIRAPIKAN, f"{kalimat} Jawaban Anda: {sebutan}.")
        return tanya.nilai

    def tutup(self) -> None:
        """What nobody claimed was not understood, and says so."""
        for nasib in self.sel.values():
            if nasib.keadaan is None:
                nasib.keadaan = Keadaan.TIDAK_TERBACA
                nasib.sebab.append("Sel ini tidak masuk ke dokumen. Atur kolomnya atau betulkan isinya.")

    @property
    def terbuka(self) -> list[Tanya]:
        return [t for t in self.tanya.values() if t.terbuka]

    def hitung(self) -> dict[str, int]:
        """How many cells are in each state."""
        jumlah = Counter(str(n.keadaan) for n in self.sel.values())
        return {str(k): jumlah.get(str(k), 0) for k in Keadaan}
