"""Trying a formula before it is saved: how it is read, and what it gives on the last inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bakesbang.calculation.formula import FormulaError, Rumus, normalize
from bakesbang.calculation.result import Result
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import read_value
from bakesbang.kinerja.bentuk import VariabelBaru
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pengukuran import UkuranIndikator
from bakesbang.kinerja.pilihan import KebijakanNihil


@dataclass(frozen=True)
class Cobaan:
    """A formula as it was understood, or why it was not (``salah``)."""

    rumus: Rumus | None = None
    salah: FormulaError | None = None
    label: Mapping[str, str] | None = None
    angka: Mapping[str, Decimal] | None = None
    hasil: Result | None = None
    kebijakan_nihil: str = KebijakanNihil.TIDAK_DINILAI
    tidak_dipakai: tuple[str, ...] = ()
    bukan_angka: tuple[str, ...] = ()
    belum_dikenal: tuple[str, ...] = ()  # names in the formula that are no datum yet

    @property
    def kanonik(self) -> str:
        return self.rumus.canonical() if self.rumus else ""

    @property
    def html(self) -> str:
        return self.rumus.html(self.label) if self.rumus else ""

    @property
    def html_angka(self) -> str:
        if self.rumus is None or self.hasil is None or self.hasil.reason is not None:
            return ""
        return self.rumus.html_numbers(self.angka or {}, nihil_policy=self.kebijakan_nihil)

    @property
    def sebelum_salah(self) -> str:
        """The typed text up to the fault; with ``mulai_salah`` the mark for a screen too narrow for a caret."""
        return self.salah.text[: self.salah.position] if self.salah else ""

    @property
    def mulai_salah(self) -> str:
        return self.salah.text[self.salah.position :] or "…" if self.salah else ""

    @property
    def kurang(self) -> list[str]:
        """Names of the data that have no number to try with."""
        if not self.rumus:
            return []
        return [
            _nama(v.code, v.last_year, self.label or {})
            for v in self.rumus.variabel
            if v not in (self.angka or {})
        ]

    @property
    def tanpa_hasil(self) -> str:
        """Why trying gave no number, in one sentence; empty when it gave one."""
        if self.hasil is None or self.hasil.reason is None:
            return ""
        return (
            f"Isi angka coba untuk {', '.join(self.kurang)}."
            if self.kurang
            else f"{self.hasil.reason.message}."
        )


def cobakan(
    teks: str,
    variabel: Sequence[VariabelBaru],
    lama: Mapping[str, str],
    angka: Mapping[str, str],
    kebijakan_nihil: str,
) -> Cobaan:
    """Reads the formula with these data and tries it. ``lama`` (label → kode) keeps names working that were just
    changed in their row. ``angka``: key → text as typed. Never raises."""
    if not teks.strip():
        return Cobaan(tidak_dipakai=tuple(v.label for v in variabel))
    label = {v.kode: v.label for v in variabel}
    try:
        rumus = Rumus.read(teks, _nama_dikenal(variabel, lama))
    except FormulaError as salah:
        return Cobaan(salah=salah, belum_dikenal=nama_baru(teks, variabel, lama))
    terbaca = {kunci: read_value(isi) for kunci, isi in angka.items()}
    bilangan = {kunci: n.single_number for kunci, n in terbaca.items() if n.single_number is not None}
    dipakai = {v.code for v in rumus.variabel}
    return Cobaan(
        rumus=rumus,
        label=label,
        angka={v: bilangan[v] for v in rumus.variabel if v in bilangan},
        hasil=rumus.compute(bilangan, nihil_policy=kebijakan_nihil),
        kebijakan_nihil=kebijakan_nihil,
        tidak_dipakai=tuple(v.label for v in variabel if v.kode not in dipakai),
        bukan_angka=tuple(n.text for kunci, n in terbaca.items() if n.single_number is None),
    )


def nama_baru(teks: str, variabel: Sequence[VariabelBaru], lama: Mapping[str, str]) -> tuple[str, ...]:
    """Names in a readable formula that no datum has yet, as typed; nothing when it cannot be read at all."""
    try:
        bebas = Rumus.read(teks)
    except FormulaError:
        return ()
    dikenal = {normalize(nama) for nama in _nama_dikenal(variabel, lama)} | {v.kode for v in variabel}
    return tuple(dict.fromkeys(v.label for v in bebas.variabel if v.code not in dikenal))


def _nama_dikenal(variabel: Sequence[VariabelBaru], lama: Mapping[str, str]) -> dict[str, str]:
    """label → kode: the names of now, then former names of data that are still there and free."""
    nama = {v.label: v.kode for v in variabel}
    terpakai, kode = {normalize(label) for label in nama}, set(nama.values())
    return nama | {label: k for label, k in lama.items() if k in kode and normalize(label) not in terpakai}


def angka_terakhir(ukuran: UkuranIndikator) -> tuple[str, dict[str, str]]:
    """Which quarter the last inputs are from ("TW IV"; empty when there are none), and their values up to it."""
    terakhir = ukuran.terakhir
    angka = {
        str(m.kunci): format(m.hasil.number, "f").replace(".", ",")
        for m in terakhir.masukan
        if m.hasil.number is not None
    }
    return (label_of(terakhir.triwulan) if angka else "", angka)


def baris_awal(ketetapan: KetetapanIndikator, angka: Mapping[str, str]) -> list[dict[str, object]]:
    """The stored data as initial values of the rows, each with its last number to try with."""
    return [
        {
            "kode": v.kode, "label": v.label, "satuan": v.satuan, "sumber_data": v.sumber_data, "agregasi": v.agregasi,
            "hasil_dari": v.hasil_dari_id, "contoh": angka.get(v.kode, ""), "contoh_lalu": angka.get(f"{v.kode}; tahun lalu", ""),
        }
        for v in ketetapan.variabel.all()
    ]  # fmt: skip


def _nama(kode: str, tahun_lalu: bool, label: Mapping[str, str]) -> str:
    return f"{label.get(kode, kode)}{' tahun lalu' if tahun_lalu else ''}"
