"""Finding the heading of a table by its words, wherever it stands, and the role of every column."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bakesbang.kinerja.impor.kata import (
    NAMA_JENJANG,
    NAMA_PERAN,
    TUJUAN,
    Peran,
    jenjang_judul,
    lipat,
    peran_judul,
    rapat,
)
from bakesbang.kinerja.impor.lapor import Letak

BARIS_DICARI = 80
_BULAN_ANGKA = re.compile(r"0?[1-9]|1[0-2]|x|xi{1,2}|ix|i{1,3}|iv|vi{0,3}")
ROMAWI_BULAN = {
    n: k
    for k, n in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1)
}
TRIWULAN = re.compile(r"\b(t ?w|tri ?wulan|trw|tribulan|kuartal)\b")
KATA_JUDUL = 12
KEPALA_JAUH = 3  # rows; a fuller heading further down is that of another table


@dataclass
class Sel:
    """A cell on its way: its text now, and where in the file it came from."""

    teks: str
    letak: Letak
    sambungan: bool = False


@dataclass(frozen=True)
class Kolom:
    """One column: its heading, role, the levels it may hold, and the quarter or month it names."""

    nomor: int
    judul: str
    peran: Peran | None
    jenjang: tuple[int, ...] = ()
    urutan: int = 0
    kelompok: int = -1
    bagian: tuple[str, ...] = ()

    @property
    def sebutan(self) -> str:
        """As a person reads it: "Indikator, Program"."""
        if self.peran is None:
            return "Belum dikenal"
        tambahan = (
            "/".join(NAMA_JENJANG.get(j, "Tujuan") for j in self.jenjang)
            if self.peran == Peran.SASARAN
            else ""
        )
        return f"{NAMA_PERAN[self.peran]}{', ' + tambahan if tambahan else ''}{' ' + str(self.urutan) if self.urutan else ''}"


@dataclass(frozen=True)
class Kepala:
    """Rows ``awal`` up to before ``akhir`` are the heading; ``kolom`` has one entry per column."""

    awal: int
    akhir: int
    kolom: tuple[Kolom, ...]
    judul_baris: tuple[tuple[str, ...], ...] = ()
    mulai: int = 0  # the row of the sheet from which rows are counted

    def cari(self, *peran: Peran) -> list[Kolom]:
        return [k for k in self.kolom if k.peran in peran]


def cari_kepala(baris: Sequence[Sequence[Sel]], tahun: int = 0) -> Kepala | None:
    """The heading with the most different roles; None when no row reads like one."""
    nilai = [_nilai_kepala(isi) for isi in baris[:BARIS_DICARI]]
    if max(nilai, default=0) < 2:
        return None
    terbaik = nilai.index(max(nilai))
    terbaik = next(
        (
            n
            for n, x in enumerate(nilai[:terbaik])
            if x >= 3 and n + KEPALA_JAUH < terbaik and _lengkap(baris[n])
        ),
        terbaik,
    )
    awal, akhir = terbaik, terbaik + 1
    while akhir < len(baris) and _lanjutan_kepala(baris[akhir], baris[akhir - 1]):
        akhir += 1
    while awal > 0 and _atas_kepala(baris[awal - 1], baris[awal]):
        awal -= 1
    return Kepala(
        awal, akhir, beri_peran(_judul(baris[awal:akhir]), tahun), tuple(tuple(lipat(s.teks) for s in b) for b in baris[awal:akhir])
    )  # fmt: skip


def _lengkap(isi: Sequence[Sel]) -> bool:
    """A heading that names an indicator and something beside it that a plan holds."""
    peran = {p for s in isi if (temu := peran_judul(s.teks)) for p in temu[:1]}
    return Peran.INDIKATOR in peran and bool(peran & {Peran.TARGET, Peran.TW, Peran.RUMUS, Peran.SUMBER_DATA})


def _nilai_kepala(isi: Sequence[Sel]) -> int:
    """Number of different roles; 0 for a row that is no heading."""
    terisi = [s.teks for s in isi if s.teks.strip()]
    if len(terisi) < 2:
        return 0
    peran = [peran_judul(t) if len(t.split()) <= KATA_JUDUL and "=" not in t else None for t in terisi]
    kenal = [p for p in peran if p is not None]
    if len(kenal) < 2 or len(kenal) * (3 if len({p for p, _ in kenal}) > 2 else 2) < len(terisi):
        return 0
    macam = {p for p, _ in kenal}
    if not macam & {Peran.SASARAN, Peran.INDIKATOR}:
        return 0
    return len(macam)


def _pendek(teks: str, kata: int = 6) -> bool:
    return len(teks.split()) <= kata and "=" not in teks


def _lanjutan_kepala(isi: Sequence[Sel], atas: Sequence[Sel]) -> bool:
    """A second heading row: short words that name roles, below a blank or merged heading cell."""
    terisi = [(n, s.teks) for n, s in enumerate(isi) if s.teks.strip()]
    if not terisi or not all(_pendek(t) for _, t in terisi):
        return False
    deret = _deret_tw([lipat(s.teks) for s in isi])
    if not all(
        n in deret
        or _urutan_tw(t, atas)
        or peran_judul(t)
        or re.fullmatch(r"\W*(20\d\d|k|rp|t|r|c|fisik|%)?\W*", t.strip().casefold())
        for n, t in terisi
    ):
        return False
    kelompok = {n for n, s in enumerate(atas) if not s.teks.strip()}
    return any(n in kelompok or n + 1 in kelompok for n, _ in terisi)


def _urutan_tw(teks: str, atas: Sequence[Sel]) -> bool:
    """A bare I, II, III, IV under a heading that speaks of quarters, or B03, B06, B09, B12."""
    kata, judul = lipat(teks), [lipat(s.teks) for s in atas]
    if re.fullmatch(r"b ?(0?\d|1[0-2])", kata):
        return True
    if _BULAN_ANGKA.fullmatch(kata) and any("bulan" in j.split() for j in judul):
        return True
    return bool(re.fullmatch(r"i{1,3}|iv|[1-4]", kata)) and any(TRIWULAN.search(j) for j in judul)


def _atas_kepala(isi: Sequence[Sel], bawah: Sequence[Sel]) -> bool:
    """A row of group names above the heading: two or more short cells, not a title."""
    terisi = [s.teks for s in isi if s.teks.strip()]
    return (
        len(terisi) >= 2 and all(_pendek(t, 8) and ":" not in t for t in terisi) and _nilai_kepala(bawah) > 0
    )


def _judul(baris: Sequence[Sequence[Sel]]) -> list[tuple[str, ...]]:
    """The headings of each column from the top; a group name reaches over the columns that have one of their own below."""
    lebar = len(baris[0])
    judul: list[list[str]] = [[] for _ in range(lebar)]
    for n, isi in enumerate(baris):
        bawah = baris[n + 1 :]
        kini = ""
        for c, sel in enumerate(isi):
            teks = rapat(sel.teks)
            if teks:
                kini = teks
            elif not any(b[c].teks.strip() for b in bawah) or any(b[c].teks.strip() for b in baris[:n]):
                kini = "" if not sel.sambungan else kini
                continue
            if kini and kini not in judul[c]:
                judul[c].append(kini)
    return [tuple(j) for j in judul]


def beri_peran(
    judul: Sequence[tuple[str, ...]], tahun: int = 0, atur: Mapping[str, str] | None = None
) -> tuple[Kolom, ...]:
    """Roles from headings; ``atur`` (column number → "sasaran:2", "tw:3" …) is a person's own choice."""
    kolom = []
    deret = _deret_tw([lipat(j[-1]) if j else "" for j in judul])
    bulanan = sum(1 for j in judul if j and re.fullmatch(r"b ?0?[12]", lipat(j[-1]))) == 2
    for n, bagian in enumerate(judul):
        teks = " ".join(bagian)
        temu = peran_kolom(bagian, bulanan=bulanan)
        if n in deret and (temu is None or temu[0] in (Peran.TARGET, Peran.PERIODE)):
            temu = Peran.TW, deret[n]
        # A heading in words we do not know still names its cells: they are kept as notes under it.
        peran, urutan = temu if temu else (Peran.CATATAN if teks.strip() else None, 0)
        jenjang = jenjang_judul(teks) if peran in (Peran.SASARAN, Peran.INDIKATOR) else ()
        if pilihan := (atur or {}).get(str(n)):
            peran, jenjang, urutan = _pilihan(pilihan)
        kolom.append(Kolom(n, teks, peran, jenjang, urutan, bagian=bagian))
    return _kelompokkan(_satu_target(_jenjangkan(kolom), tahun))


def _deret_tw(ujung: Sequence[str]) -> dict[int, int]:
    """Column → quarter where four neighbours are called I, II, III, IV and no fifth one goes on."""
    hasil: dict[int, int] = {}
    for n in range(len(ujung) - 3):
        if list(ujung[n : n + 4]) == ["i", "ii", "iii", "iv"] and list(ujung[n + 4 : n + 5]) != ["v"]:
            hasil |= {n + k: k + 1 for k in range(4)}
    return hasil


# Words that say what a column holds whatever group it stands in.
_TEGAS = (Peran.SATUAN, Peran.ALASAN, Peran.RUMUS, Peran.SUMBER_DATA, Peran.DEFINISI, Peran.PENANGGUNG_JAWAB)
_UANG = re.compile(
    r"(?:\b(?:dan|serta)\b\s*|&\s*)?\b(?:anggaran|pagu|dana|biaya|keuangan|rp)\b", re.IGNORECASE
)
_SINGKATAN = {"t": "target", "r": "realisasi", "c": "capaian", "k": "kinerja"}


def peran_kolom(bagian: tuple[str, ...], *, bulanan: bool = False) -> tuple[Peran, int] | None:
    """Role of a column under its group names: the lowest words say what it is, the group says whose and when."""
    if len(bagian) < 2 and not bulanan:
        return peran_judul(bagian[0]) if bagian else None
    grup, ujung = " ".join(bagian[:-1]), lipat(bagian[-1]) if bagian else ""
    milik, sendiri = peran_judul(grup), peran_judul(ujung)
    if milik is not None and milik[0] == Peran.CATATAN and ujung != "k":
        return milik
    if sendiri is not None and sendiri[0] in _TEGAS:
        return sendiri
    if bulanan and (bulan := re.fullmatch(r"b ?(0?[1-9]|1[0-2])", ujung)):
        return Peran.BULAN, int(bulan[1])
    if _BULAN_ANGKA.fullmatch(ujung) and "bulan" in lipat(grup).split():
        return Peran.BULAN, ROMAWI_BULAN.get(ujung) or int(ujung)
    if ujung in ("k", "t", "kinerja", "fisik", "target"):
        grup = _UANG.sub(" ", grup)
    return peran_judul(f"{grup} {_SINGKATAN.get(ujung, bagian[-1])}")


_BERURUTAN = {Peran.TW: 4, Peran.BULAN: 12}


def _pilihan(teks: str) -> tuple[Peran | None, tuple[int, ...], int]:
    nama, _, nomor = teks.partition(":")
    peran = Peran(nama) if nama in set(Peran) else None
    angka = int(nomor) if re.fullmatch(r"[0-9]{1,2}", nomor) else 0
    if peran in (Peran.SASARAN, Peran.INDIKATOR):
        return peran, (angka,) if 1 <= angka <= 5 else (), 0
    if peran in _BERURUTAN and not 1 <= angka <= _BERURUTAN[peran]:
        return None, (), 0
    return peran, (), angka if peran in _BERURUTAN or angka <= 4 else 0


def _jenjangkan(kolom: list[Kolom]) -> list[Kolom]:
    """Levels of the objective columns: what their words say, and never the same level twice."""
    kolom = _tujuan(kolom)
    sasaran = sorted(
        (k for k in kolom if k.peran == Peran.SASARAN), key=lambda k: (min(k.jenjang, default=9), k.nomor)
    )
    terakhir, jadi = TUJUAN - 1, {}
    for k in sasaran:
        jenjang = k.jenjang or (max(terakhir, TUJUAN) + 1,)
        if min(jenjang) <= terakhir:
            jenjang = (terakhir + 1,)
        terakhir = max(jenjang)
        jadi[k.nomor] = (
            replace(k, jenjang=jenjang) if terakhir <= 5 else replace(k, peran=Peran.CATATAN, jenjang=())
        )
    return [jadi.get(k.nomor, k) for k in kolom]


def _tujuan(kolom: list[Kolom]) -> list[Kolom]:
    """A column of tujuan beside one of sasaran stands above the plan's first level."""
    sasaran = [k for k in kolom if k.peran == Peran.SASARAN]
    atas = [
        k
        for k in sasaran
        if k.jenjang == (1,) and lipat(k.judul).startswith("tujuan") and "sasaran" not in lipat(k.judul)
    ]
    lain = [
        k
        for k in sasaran
        if k not in atas and "sasaran" in lipat(k.judul) and (not k.jenjang or min(k.jenjang) == 1)
    ]
    if len(atas) != 1 or not lain:
        return kolom
    return [
        replace(k, jenjang=(TUJUAN,))
        if k is atas[0]
        else replace(k, jenjang=k.jenjang or (1,))
        if k is lain[0]
        else k
        for k in kolom
    ]


def _satu_target(kolom: list[Kolom], tahun: int) -> list[Kolom]:
    """Of several year targets of one indicator the plan's own year, else the first; the rest become notes."""
    hasil, kumpul = list(kolom), []
    for k in [*kolom, Kolom(len(kolom), "", Peran.INDIKATOR)]:
        if k.peran == Peran.TARGET:
            kumpul.append(k)
        # Left of a column that names the quarter stands the year's target, right of it the quarter's.
        if k.peran in (Peran.INDIKATOR, Peran.PERIODE) and kumpul:
            utama = next((t for t in kumpul if tahun and str(tahun) in t.judul), kumpul[0])
            for t in kumpul:
                if t is not utama:
                    hasil[t.nomor] = replace(t, peran=Peran.CATATAN)
            kumpul = []
    return hasil


def _kelompokkan(kolom: list[Kolom]) -> tuple[Kolom, ...]:
    """Each indicator column begins a group; what stands to its right, up to the next one, belongs to it."""
    hasil: list[Kolom] = []
    indikator = [k for k in kolom if k.peran == Peran.INDIKATOR]
    sasaran = {k.nomor: k for k in kolom if k.peran == Peran.SASARAN}
    kelompok = -1
    tertampung: set[int] = set()
    for k in kolom:
        if k.peran == Peran.INDIKATOR:
            kelompok += 1
            kiri = [s for n, s in sasaran.items() if n < k.nomor and n not in tertampung] or list(
                sasaran.values()
            )[:1]
            if not [n for n in sasaran if n < k.nomor and n not in tertampung] and tertampung:
                kiri = [sasaran[max(tertampung)]]
            tertampung |= {s.nomor for s in kiri}
            jenjang = tuple(sorted({j for s in kiri for j in s.jenjang}))
            sebut = set(k.jenjang) & {j for s in sasaran.values() for j in s.jenjang}
            if len(sebut) == 1 and len(k.jenjang) == 1 and len(jenjang) > 1 and len(indikator) > 1:
                jenjang = tuple(sebut)
            k = replace(k, jenjang=jenjang or (1,), kelompok=kelompok)
        else:
            if _tanpa_indikator(k, kolom):
                kelompok += 1
                tertampung.add(k.nomor)
            elif (
                k.peran == Peran.SASARAN
                and k.jenjang == (5,)
                and kelompok >= 0
                and not _bernilai(kolom[k.nomor :])
            ):
                k = replace(k, peran=Peran.PENJELASAN, jenjang=())
            k = replace(k, kelompok=max(kelompok, 0))
        hasil.append(k)
    return tuple(hasil)


def _bernilai(kolom: Sequence[Kolom]) -> bool:
    return any(k.peran in (Peran.TW, Peran.BULAN, Peran.TW_SEMUA, Peran.TARGET) for k in kolom)


def _tanpa_indikator(k: Kolom, kolom: Sequence[Kolom]) -> bool:
    """Steps between an indicator and the values, "Indikator, Rencana aksi, TW I …": the values are the step's."""
    if k.peran != Peran.SASARAN:
        return False
    kiri, kanan = kolom[: k.nomor], kolom[k.nomor + 1 :]
    batas = next((n for n, x in enumerate(kanan) if x.peran == Peran.SASARAN), len(kanan))
    indikator = next((x.nomor for x in kiri if x.peran == Peran.INDIKATOR), 0)
    if not any(x.peran == Peran.SASARAN for x in kolom[:indikator]):
        return False  # columns in an order of their own: it is the indicator's own objective
    ada = any(x.peran == Peran.INDIKATOR for x in kiri) and not any(x.peran == Peran.INDIKATOR for x in kanan)
    return ada and _bernilai(kanan[:batas])


def kepala_lain(isi: Sequence[Sel], kepala: Kepala) -> bool:
    """The heading of another table further down the same sheet: three roles or more and nothing but headings."""
    terisi = [s.teks for s in isi if s.teks.strip()]
    semua = all(_pendek(t) and peran_judul(t) and not any(map(str.isdigit, t)) for t in terisi)
    berdana = len(terisi) >= 3 and any(re.search(r"\b(anggaran|pagu)\b", lipat(t)) for t in terisi)
    return semua and _nilai_kepala(isi) >= (2 if berdana else 3) and not kepala_ulang(isi, kepala)


def kepala_ulang(isi: Sequence[Sel], kepala: Kepala) -> bool:
    """A heading printed again on the next page."""
    kata = [lipat(s.teks) for s in isi]
    terisi = [n for n, k in enumerate(kata) if k]
    for judul in kepala.judul_baris:
        sama = sum(1 for n in terisi if n < len(judul) and kata[n] == judul[n])
        if len(terisi) >= 2 and sama >= 2 and sama * 10 >= len(terisi) * 7:
            return True
    return False


_NOMOR_KOLOM = re.compile(r"\(?(\d{1,2})\)?(?:\s*=\s*[\d\s+x:/()*-]+)?")


def baris_nomor_kolom(isi: Sequence[Sel]) -> bool:
    """The row 1 2 3 … under a heading."""
    cocok = [_NOMOR_KOLOM.fullmatch(s.teks.strip()) for s in isi if s.teks.strip()]
    if len(cocok) < 3 or not all(cocok):
        return False
    angka = [int(m[1]) for m in cocok if m]
    return (
        all(b - a in (0, 1) for a, b in itertools.pairwise(angka)) and angka[0] in (0, 1) and angka[-1] >= 3
    )
