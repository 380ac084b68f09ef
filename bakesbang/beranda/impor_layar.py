"""The preview: rows of the file beside what each was understood as. Plain data for the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bakesbang.beranda.impor import Pemeriksaan
from bakesbang.dokumen.baca import huruf_kolom
from bakesbang.kinerja.impor.kata import BULAN, NAMA_BULAN, NAMA_JENJANG, NAMA_PERAN, Peran
from bakesbang.kinerja.impor.lapor import BERAT, Keadaan, Letak, Nasib, Tanya

LIPAT = 3  # this many rows without a note in a row are folded into one
URUTAN = {Peran.TW: (("tw", "TW"), 4), Peran.BULAN: (("bulan", ""), 12)}
SARINGAN = (
    ("", "Semua baris"), ("jawaban", "Perlu jawaban"), ("peringatan", "Peringatan"), ("tidak", "Tidak terbaca"), ("bersih", "Tanpa catatan"),
)  # fmt: skip


@dataclass(frozen=True)
class SelLayar:
    """A cell as written: its column, its text, and whether it is marked."""

    huruf: str
    teks: str
    tandai: bool
    nama: str
    keterangan: str


@dataclass
class BarisLayar:
    """One row of the file, or a fold of several (``lipat``)."""

    jangkar: str
    nomor: str
    sel: list[SelLayar] = field(default_factory=list)
    arti: list[tuple[int, str]] = field(default_factory=list)
    catatan: list[tuple[str, str, str]] = field(default_factory=list)
    tanya: list[Tanya] = field(default_factory=list)
    keadaan: str = str(Keadaan.JELAS)
    lipat: int = 0
    ulangan: bool = False

    @property
    def kelas(self) -> str:
        if any(t.terbuka for t in self.tanya):
            return "tanya"
        return "ragu" if self.keadaan in (Keadaan.PERINGATAN, Keadaan.TIDAK_TERBACA) else ""

    @property
    def bersih(self) -> bool:
        return not self.catatan and not self.tanya


def susun(p: Pemeriksaan, saring: str = "", buka: bool = False) -> list[BarisLayar]:
    """The rows of the preview, those without a note folded unless ``buka``."""
    kelompok: dict[tuple[int, int, bool], list[Nasib]] = {}
    for nasib in p.buku.sel.values():
        tabel, baris, kolom = nasib.letak
        kelompok.setdefault((tabel, baris, kolom >= 0), []).append(nasib)
    tanya: dict[Letak, list[Tanya]] = {}
    for t in p.buku.tanya.values():
        if t.letak:
            tanya.setdefault(t.letak[0], []).append(t)
    urut = sorted(kelompok.items(), key=lambda x: (x[0][0], x[0][2], x[0][1]))
    semua = [_baris(p, isi, tanya, jenjang) for isi, jenjang in _dengan_jenjang(p, [i for _, i in urut])]
    _hitung_sama(semua)
    semua = [b for b in semua if _lolos(b, saring)]
    return semua if buka or saring else list(_lipat(semua))


def _hitung_sama(semua: Sequence[BarisLayar]) -> None:
    """A note that many rows share is told where it stands first, with its number; the others may fold."""
    jumlah = Counter(c for b in semua for k, di, c in b.catatan for _ in di.split(", "))
    dilihat: set[str] = set()
    for b in semua:
        b.ulangan = bool(b.catatan) and not b.tanya and all(c in dilihat for _, _, c in b.catatan)
        for n, (keadaan, di, c) in enumerate(b.catatan):
            if c not in dilihat and jumlah[c] > 1:
                b.catatan[n] = (keadaan, di, f"{c} {jumlah[c]} sel seperti ini.")
            dilihat.add(c)


def _dengan_jenjang(p: Pemeriksaan, kelompok: Sequence[list[Nasib]]) -> Iterator[tuple[list[Nasib], int]]:
    """Each row with the level that was open before it, by which its values are set in."""
    jenjang = 1
    for isi in kelompok:
        yield isi, jenjang
        simpul = [n.simpul for n in isi if n.simpul is not None]
        if simpul:
            jenjang = p.hasil.bacaan.semua[simpul[-1]].jenjang


def _baris(p: Pemeriksaan, isi: list[Nasib], tanya: dict[Letak, list[Tanya]], jenjang: int) -> BarisLayar:
    tabel, nomor, kolom = isi[0].letak
    jangkar = f"{tabel}-{nomor}" if kolom >= 0 else f"{tabel}-{nomor}-teks"
    hasil = BarisLayar(jangkar, _nomor_baris(isi[0]))
    for n in isi:
        keadaan = n.keadaan or Keadaan.TIDAK_TERBACA
        huruf = huruf_kolom(n.letak[2] + 1) if kolom >= 0 else ""
        rumit = keadaan != Keadaan.JELAS and bool(n.sebab)
        hasil.sel.append(SelLayar(huruf, n.teks, rumit, "sel:" + ":".join(map(str, n.letak)), n.tempat))
        if n.simpul is not None:
            jenjang = p.hasil.bacaan.semua[n.simpul].jenjang
        hasil.arti += [(min(jenjang + (n.simpul is None), 4), a) for a in n.arti]
        if BERAT[keadaan] > BERAT[Keadaan(hasil.keadaan)]:
            hasil.keadaan = str(keadaan)
        hasil.tanya += tanya.get(n.letak, [])
        if rumit and keadaan != Keadaan.PERLU_JAWABAN:
            _catat(hasil, huruf, n, str(keadaan))
    return hasil


def _nomor_baris(n: Nasib) -> str:
    angka = "".join(h for h in n.tempat.split(" kolom ")[0] if h.isdigit() or h == " ").split()
    return angka[-1] if angka else str(n.letak[1] + 1)


def _catat(baris: BarisLayar, huruf: str, n: Nasib, keadaan: str) -> None:
    """The same sentence about two cells is told once, with both places."""
    sebab = " ".join(n.sebab)
    for i, (lama, di, kalimat) in enumerate(baris.catatan):
        if kalimat == sebab and lama == keadaan:
            baris.catatan[i] = (lama, f"{di}, {huruf}", kalimat)
            return
    baris.catatan.append((keadaan, huruf, sebab))


def _lolos(b: BarisLayar, saring: str) -> bool:
    if saring == "jawaban":
        return any(t.terbuka for t in b.tanya)
    if saring == "peringatan":
        return any(k == Keadaan.PERINGATAN for k, _, _ in b.catatan)
    if saring == "tidak":
        return b.keadaan == Keadaan.TIDAK_TERBACA
    return b.bersih if saring == "bersih" else True


def _lipat(semua: Sequence[BarisLayar]) -> Iterator[BarisLayar]:
    tunggu: list[BarisLayar] = []

    def lepas() -> Iterator[BarisLayar]:
        # The first row of a run stays open: it shows the pattern.
        yield from tunggu[:1]
        if len(tunggu) > LIPAT:
            yield BarisLayar(
                tunggu[1].jangkar, f"{tunggu[1].nomor}-{tunggu[-1].nomor}", lipat=len(tunggu) - 1
            )
        else:
            yield from tunggu[1:]
        tunggu.clear()

    for b in semua:
        if b.bersih or b.ulangan:
            tunggu.append(b)
            continue
        yield from lepas()
        yield b
    yield from lepas()


def saringan(p: Pemeriksaan, pilih: str) -> list[dict[str, Any]]:
    """The row filters with how many rows each would show."""
    semua = susun(p, buka=True)
    return [
        {
            "nilai": nilai,
            "judul": judul,
            "jumlah": sum(1 for b in semua if _lolos(b, nilai)),
            "aktif": nilai == pilih,
        }
        for nilai, judul in SARINGAN
    ]


def deret(p: Pemeriksaan) -> list[dict[str, Any]]:
    """The five figures above the table."""
    h = p.buku.hitung()
    sel_tw = [t for s in p.hasil.bacaan.semua for i in s.indikator for t in i.tw.values()]
    strip, kosong = sel_tw.count("-"), sel_tw.count("")
    jenjang = [s.jenjang for s in p.hasil.bacaan.semua]
    rinci = ", ".join(
        f"{jenjang.count(j)} {NAMA_JENJANG.get(j, 'Tujuan').lower()}" for j in sorted(set(jenjang))
    )
    terbuka = len(p.buku.terbuka)
    return [
        {"judul": "Dipahami", "angka": f"{p.hasil.jumlah_indikator} indikator", "ket": rinci},
        {"judul": "Sel target triwulan", "angka": len(sel_tw), "ket": f"{len(sel_tw) - strip - kosong} bernilai, {strip} strip, {kosong} kosong"},
        {"judul": "Perlu jawaban Anda", "angka": terbuka, "ket": "sebelum dapat disimpan" if terbuka else "semua terjawab"},
        {"judul": "Peringatan", "angka": h[Keadaan.PERINGATAN], "ket": f"{h[Keadaan.DIRAPIKAN]} sel dirapikan, {h[Keadaan.DICATAT]} dicatat"},
        {"judul": "Tidak terbaca", "angka": h[Keadaan.TIDAK_TERBACA], "ket": f"dari {len(p.buku.sel)} sel berisi"},
    ]  # fmt: skip


def pilihan_peran() -> list[tuple[str, str]]:
    """What a column may be set to."""
    hasil = [(f"{Peran.SASARAN}:{j}", f"Sasaran {nama.lower()}") for j, nama in NAMA_JENJANG.items()]
    for peran in Peran:
        if peran == Peran.SASARAN:
            continue
        if peran == Peran.TW:
            hasil += [(f"tw:{n}", f"Target TW {r}") for n, r in enumerate(("I", "II", "III", "IV"), start=1)]
        elif peran == Peran.BULAN:
            hasil += [(f"bulan:{n + 1}", f"Target {NAMA_BULAN[n]}") for n in range(len(BULAN))]
        else:
            hasil.append((str(peran), NAMA_PERAN[peran]))
    return hasil


def kolom(p: Pemeriksaan) -> list[dict[str, Any]]:
    """Every column of every table with its heading, what it is taken for, and its first words."""
    hasil = []
    for tabel, kepala in p.hasil.bacaan.kepala.items():
        lembar, isi = int(tabel.split(".")[0]), kepala.mulai + kepala.akhir
        for k in kepala.kolom:
            contoh = next(
                (n.teks for (t, b, c), n in p.buku.sel.items() if (t, c) == (lembar, k.nomor) and b >= isi),
                "",
            )
            if not k.judul and not contoh:
                continue
            nilai = str(k.peran or "")
            if k.peran == Peran.SASARAN:
                nilai = f"{nilai}:{min(k.jenjang, default=1)}" if len(k.jenjang) == 1 else ""
            elif k.urutan and k.peran in (Peran.TW, Peran.BULAN):
                nilai = f"{nilai}:{k.urutan}"
            hasil.append({"nama": f"kolom:{tabel}:{k.nomor}", "huruf": huruf_kolom(k.nomor + 1), "judul": k.judul, "sebutan": k.sebutan, "nilai": nilai, "contoh": contoh})  # fmt: skip
    return hasil
