"""One sheet with units, offices and people becomes rows to add; what exists stays as it is.
Nothing is saved while a single row has a fault (issue: the agency's admin does the rest)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bakesbang.organisasi import actions
from bakesbang.organisasi.forms import new_code
from bakesbang.organisasi.models import (
    Instansi,
    Jabatan,
    JenisUnit,
    Pejabat,
    Pengguna,
    StatusPejabat,
    UnitKerja,
)
from bakesbang.organisasi.roles import Peran
from bakesbang.reading.sources import Grid, ReadSource, SourceCell

# Heading words → column. The first that fits wins; case and spaces do not count.
HEADINGS: dict[str, tuple[str, ...]] = {
    "unit": ("unit", "unit kerja", "bidang"),
    "unit_pendek": ("nama pendek", "singkatan"),
    "jenis": ("jenis", "jenis unit"),
    "jabatan": ("jabatan",),
    "kepala": ("kepala", "kepala unit"),
    "nama": ("nama", "nama pejabat", "nama lengkap"),
    "nip": ("nip",),
    "pangkat": ("pangkat", "pangkat/golongan"),
    "status": ("status", "status pejabat"),
    "mulai": ("mulai", "tmt", "mulai (tmt)"),
    "username": ("nama pengguna", "username", "akun"),
    "peran": ("peran",),
}
TRUE_WORDS = {"ya", "y", "x", "v", "1", "benar", "kepala"}


@dataclass(frozen=True)
class Fault:
    """One fault: where, what stands there, and what to do."""

    tempat: str
    pesan: str


@dataclass
class Proposal:
    """What would be made: new rows in order, and every fault with its place."""

    unit: list[UnitKerja] = field(default_factory=list)
    jabatan: list[Jabatan] = field(default_factory=list)
    pejabat: list[Pejabat] = field(default_factory=list)
    pengguna: list[Pengguna] = field(default_factory=list)
    sudah_ada: list[str] = field(default_factory=list)
    salah: list[Fault] = field(default_factory=list)

    @property
    def kosong(self) -> bool:
        return not (self.unit or self.jabatan or self.pejabat or self.pengguna)


class Builder:
    """Reads rows one by one against what the agency has and what earlier rows of the sheet add."""

    def __init__(self, instansi: Instansi, hari: date) -> None:
        self.instansi, self.hari, self.rencana = instansi, hari, Proposal()
        self.unit = {_squeeze(u.nama): u for u in instansi.unit.all()}
        self.kode_unit = set(instansi.unit.values_list("kode", flat=True))
        self.jabatan = {
            (_squeeze(j.unit.nama), _squeeze(j.sebutan)): j
            for j in Jabatan.objects.filter(unit__instansi=instansi).select_related("unit")
        }
        self.username = set(Pengguna.objects.values_list("username", flat=True))

    def baris(self, sel: dict[str, SourceCell]) -> None:
        isi = {nama: s.text.strip() for nama, s in sel.items()}
        if not any(isi.values()):
            return
        unit = self._unit(isi, sel)
        if unit is None:
            return
        jabatan = self._jabatan(isi, unit) if isi.get("jabatan") else None
        pengguna = self._pengguna(isi, sel, unit) if isi.get("username") else None
        if isi.get("nama") and jabatan is not None:
            self._pejabat(isi, sel, jabatan, pengguna)

    def _salah(self, sel: dict[str, SourceCell], nama: str, pesan: str) -> None:
        tempat = sel[nama].place if nama in sel else next(iter(sel.values())).place
        self.rencana.salah.append(Fault(tempat, pesan))

    def _unit(self, isi: dict[str, str], sel: dict[str, SourceCell]) -> UnitKerja | None:
        nama = isi.get("unit", "")
        if not nama:
            self._salah(sel, "unit", "Kolom unit kosong. Setiap baris harus menyebut unitnya.")
            return None
        if ada := self.unit.get(_squeeze(nama)):
            return ada
        jenis = _choice(JenisUnit, isi.get("jenis", "")) if isi.get("jenis") else JenisUnit.BIDANG
        if jenis is None:
            self._salah(
                sel,
                "jenis",
                f"Jenis “{isi['jenis']}” tidak dikenal. Pilih Pimpinan, Sekretariat, atau Bidang.",
            )
            return None
        kode = new_code(isi.get("unit_pendek") or nama, self.kode_unit, 40)
        self.kode_unit.add(kode)
        unit = UnitKerja(
            instansi=self.instansi,
            kode=kode,
            nama=nama,
            nama_pendek=isi.get("unit_pendek", ""),
            jenis=jenis,
            urutan=len(self.unit) + 1,
        )
        self.unit[_squeeze(nama)] = unit
        self.rencana.unit.append(unit)
        return unit

    def _jabatan(self, isi: dict[str, str], unit: UnitKerja) -> Jabatan:
        kunci = (_squeeze(unit.nama), _squeeze(isi["jabatan"]))
        if ada := self.jabatan.get(kunci):
            return ada
        terpakai = {j.kode for (u, _), j in self.jabatan.items() if u == kunci[0]}
        jabatan = Jabatan(
            unit=unit,
            kode=new_code(isi["jabatan"], terpakai, 60),
            sebutan=isi["jabatan"],
            kepala=isi.get("kepala", "").lower() in TRUE_WORDS,
        )
        self.jabatan[kunci] = jabatan
        self.rencana.jabatan.append(jabatan)
        return jabatan

    def _pengguna(self, isi: dict[str, str], sel: dict[str, SourceCell], unit: UnitKerja) -> Pengguna | None:
        username = isi["username"].lower()
        if ada := Pengguna.objects.filter(instansi=self.instansi, username=username).first():
            self.rencana.sudah_ada.append(f"akun {username}")
            return ada
        peran = _choice(Peran, isi.get("peran", ""))
        if peran is None:
            self._salah(
                sel,
                "peran",
                f"Peran “{isi.get('peran', '')}” tidak dikenal. Pilih {', '.join(p.label for p in Peran)}.",
            )
            return None
        if username in self.username:
            self._salah(sel, "username", f"Nama pengguna “{username}” sudah dipakai. Pilih yang lain.")
            return None
        self.username.add(username)
        pengguna = Pengguna(
            instansi=self.instansi,
            unit=unit,
            username=username,
            nama=isi.get("nama") or username,
            peran=peran,
        )
        self.rencana.pengguna.append(pengguna)
        return pengguna

    def _pejabat(
        self,
        isi: dict[str, str],
        sel: dict[str, SourceCell],
        jabatan: Jabatan,
        pengguna: Pengguna | None,
    ) -> None:
        mulai = _date(isi.get("mulai", "")) if isi.get("mulai") else self.hari
        if mulai is None:
            self._salah(sel, "mulai", f"“{isi['mulai']}” bukan tanggal. Tulis seperti 02-01-2024.")
            return
        status = (
            _choice(StatusPejabat, isi.get("status", "")) if isi.get("status") else StatusPejabat.DEFINITIF
        )
        if status is None:
            self._salah(
                sel,
                "status",
                f"Status “{isi['status']}” tidak dikenal. Pilih Definitif, Plt., Plh., atau Pj.",
            )
            return
        if jabatan.pk and jabatan.pejabat.filter(nama=isi["nama"], mulai=mulai).exists():
            self.rencana.sudah_ada.append(f"{isi['nama']}, {jabatan.sebutan}")
            return
        nip = "".join(c for c in isi.get("nip", "") if c.isdigit())
        pejabat = Pejabat(
            jabatan=jabatan,
            nama=isi["nama"],
            nip=nip,
            pangkat=isi.get("pangkat", ""),
            status=status,
            mulai=mulai,
            pengguna=pengguna,
        )
        try:
            pejabat.clean_fields(exclude=["jabatan", "pengguna"])
            if jabatan.pk:
                pejabat.clean()
        except ValidationError as galat:
            medan, pesan = next(iter(galat.message_dict.items()))
            self._salah(sel, medan, " ".join(pesan))
            return
        self.rencana.pejabat.append(pejabat)


def propose(terbaca: ReadSource, instansi: Instansi, hari: date) -> Proposal:
    """The plan of the first table that has a heading with a unit column."""
    for petak in terbaca.grids:
        kolom, mulai = _find_heading(petak)
        if kolom:
            penyusun = Builder(instansi, hari)
            for baris in petak.rows[mulai:]:
                penyusun.baris({nama: baris[n] for nama, n in kolom.items()})
            return penyusun.rencana
    rencana = Proposal()
    rencana.salah.append(
        Fault(
            "lembar pertama",
            "Judul kolom tidak ditemukan. Baris judul harus memuat “Unit”, lalu misalnya Jabatan, Nama, NIP.",
        )
    )
    return rencana


def _find_heading(petak: Grid) -> tuple[dict[str, int], int]:
    for nomor, baris in enumerate(petak.rows[:20]):
        kolom: dict[str, int] = {}
        for n, sel in enumerate(baris):
            nama = next((k for k, kata in HEADINGS.items() if _squeeze(sel.text) in kata), None)
            if nama and nama not in kolom:
                kolom[nama] = n
        if "unit" in kolom and len(kolom) >= 2:
            return kolom, nomor + 1
    return {}, 0


def _squeeze(teks: str) -> str:
    return " ".join(teks.casefold().split())


def _choice(pilihan: Any, teks: str) -> Any:
    """The choice by its value or label; None when there is none."""
    cari = _squeeze(teks).rstrip(".")
    return next((p for p in pilihan if cari in {p.value, _squeeze(p.label).rstrip(".")}), None)


def _date(teks: str) -> date | None:
    for pola in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(teks.split(" ")[0], pola).date()  # noqa: DTZ007 (a date has no zone)
        except ValueError:
            continue
    return None


@transaction.atomic
def save_proposal(
    *, rencana: Proposal, instansi: Instansi, oleh: Pengguna, waktu: datetime
) -> list[tuple[Pengguna, str]]:
    """All or nothing. Returns the new accounts with their one-time passwords. Raises
    ValidationError when the plan has faults or a row is refused after all."""
    if rencana.salah:
        raise ValidationError("Perbaiki dahulu semua yang ditandai.")
    for kelompok in (rencana.unit, rencana.jabatan):
        _save_rows(kelompok, instansi, oleh, waktu)
    akun = []
    for pengguna in rencana.pengguna:
        pengguna.unit = pengguna.unit  # assigned anew: the unit has a number only now
        pengguna.full_clean(exclude=["password"])
        akun.append((pengguna, actions.add_pengguna(pengguna=pengguna, by=oleh, now=waktu)))
    for pejabat in rencana.pejabat:
        pejabat.jabatan, pejabat.pengguna = pejabat.jabatan, pejabat.pengguna
    _save_rows(rencana.pejabat, instansi, oleh, waktu)
    return akun


def _save_rows(baris: Iterable[Any], instansi: Instansi, oleh: Pengguna, waktu: datetime) -> None:
    for satu in baris:
        if isinstance(satu, Jabatan):
            satu.unit = satu.unit
        satu.full_clean()
        actions.save(row=satu, instansi=instansi, by=oleh, now=waktu)
