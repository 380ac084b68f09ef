"""How quarters make a year: realization and target up to TW n, and soft checks against the annual target.

Rules (domain guide §8 and the decisions of the design):

* Quarters of jenis TAHAPAN measure a step and count neither in target nor in realization.
* A "-" or blank target counts in no target sum; a value entered there counts in the realization.
* A missing value where the target is a number makes sums and means "belum lengkap", never a smaller sum;
  the other kinds take the last value and say up to which quarter the data go.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from itertools import pairwise

from bakesbang.calculation.result import Alasan, Hasil
from bakesbang.calculation.triwulan import Triwulan, sebut
from bakesbang.calculation.values.numbers import bagi
from bakesbang.calculation.values.value import (
    Keadaan,
    Masukan,
    Nilai,
    jadikan_nilai,
    tampilkan,
    tampilkan_lengkap,
)

TOLERANSI = Decimal("0.01")
# Wide enough for exact sums of 28-digit numbers; results are rounded to 28 digits once.
_LUAS = Context(prec=80)
_DIGIT_HASIL = Context(prec=28)


class Agregasi(StrEnum):
    """How the quarters of an indicator make the year."""

    AKUMULASI = "akumulasi"
    KUMULATIF = "kumulatif"
    POSISI_AKHIR = "posisi_akhir"
    BERULANG = "berulang"
    RATA_RATA = "rata_rata"
    RASIO = "rasio"


class AgregasiVariabel(StrEnum):
    """How the quarters of one variable of a formula add up: events are summed, stocks take the last value."""

    JUMLAH = "jumlah"
    TERAKHIR = "terakhir"


class JenisTarget(StrEnum):
    """What a quarter's target measures: the indicator itself, or a step on the way to it."""

    NILAI = "nilai"
    TAHAPAN = "tahapan"


@dataclass(frozen=True, slots=True)
class Sel:
    """One quarter of an indicator: its target, the value achieved, and what the target measures."""

    triwulan: int
    target: Nilai
    nilai: Nilai
    jenis: JenisTarget = JenisTarget.NILAI

    @classmethod
    def buat(
        cls, triwulan: int, target: Masukan = None, nilai: Masukan = None, jenis: str = JenisTarget.NILAI
    ) -> "Sel":
        """A quarter from typed or numeric input; an empty jenis is NILAI."""
        return cls(
            triwulan, jadikan_nilai(target), jadikan_nilai(nilai), JenisTarget(jenis or JenisTarget.NILAI)
        )

    @property
    def dihitung(self) -> bool:
        """Whether the quarter measures the indicator itself."""
        return self.jenis == JenisTarget.NILAI

    @property
    def target_numerik(self) -> bool:
        """Whether the quarter counts in target sums."""
        return self.dihitung and self.target.numerik


SelMasukan = Sel | Sequence[Masukan] | Mapping[str, Masukan]


def susun_sel(sel: Iterable[SelMasukan]) -> tuple[Sel, ...]:
    """Quarters in order: Sel objects, or (target, value[, jenis]) and mappings taken as TW I, II, … by position."""
    susunan = []
    for nomor, isi in enumerate(sel, start=1):
        if isinstance(isi, Sel):
            susunan.append(isi)
        elif isinstance(isi, Mapping):
            nilai = isi.get("nilai", isi.get("realisasi"))
            jenis = str(isi.get("jenis") or "")
            triwulan = isi.get("triwulan") or nomor
            susunan.append(Sel.buat(int(str(triwulan)), isi.get("target"), nilai, jenis))
        else:
            target, nilai, *lain = isi
            susunan.append(Sel.buat(nomor, target, nilai, str(lain[0]) if lain else ""))
    return tuple(sorted(susunan, key=lambda s: s.triwulan))


def gabung(sel: Iterable[SelMasukan], jenis: str | None, sampai: int) -> Hasil:
    """Realization of the year up to TW `sampai`; jenis is an Agregasi, or empty when the year is not judged.

    Quarters after `sampai` are ignored. Raises ValueError for an unknown jenis.
    """
    if not jenis:
        return Hasil(None, _TANPA_AGREGASI)
    jenis = Agregasi(jenis)
    berlaku = [s for s in susun_sel(sel) if s.triwulan <= sampai and s.dihitung]
    if jenis == Agregasi.RASIO:
        return Hasil(None, _RASIO)
    if jenis in (Agregasi.AKUMULASI, Agregasi.RATA_RATA):
        nilai = {s.triwulan: s.nilai for s in berlaku}
        wajib = [s.triwulan for s in berlaku if s.target.numerik]
        return _himpun(nilai, wajib, rata=jenis == Agregasi.RATA_RATA)
    return _terakhir({s.triwulan: s.nilai for s in berlaku}, sampai)


_TANPA_AGREGASI = Alasan.tidak_dinilai("cara menggabungkan triwulan belum ditetapkan")
_RASIO = Alasan.tidak_terhitung("rasio digabungkan dari variabelnya, bukan dari persentase tiap triwulan")


def gabung_variabel(
    nilai_per_tw: Mapping[int, Masukan] | Sequence[Masukan],
    jenis: str,
    sampai: int,
    *,
    wajib: Collection[int] | None = None,
) -> Hasil:
    """One variable of a formula up to TW `sampai`: summed (jumlah) or its last value (terakhir).

    wajib names the quarters that must be filled (default: all up to sampai); others are summed when present.
    Raises ValueError for an unknown jenis.
    """
    jenis = AgregasiVariabel(jenis)
    pasangan = nilai_per_tw.items() if isinstance(nilai_per_tw, Mapping) else enumerate(nilai_per_tw, start=1)
    nilai = {tw: jadikan_nilai(isi) for tw, isi in pasangan if tw <= sampai}
    if jenis == AgregasiVariabel.TERAKHIR:
        return _terakhir(nilai, sampai)
    semua = range(1, sampai + 1)
    return _himpun(nilai, [tw for tw in semua if wajib is None or tw in wajib])


def _himpun(nilai: Mapping[int, Nilai], wajib: Sequence[int], *, rata: bool = False) -> Hasil:
    """Sum or mean of the filled quarters, when every quarter of wajib is filled with a number."""
    kosong = Nilai(Keadaan.KOSONG)
    kurang = tuple(sebut(tw) for tw in wajib if not nilai.get(tw, kosong).terisi)
    if kurang:
        return Hasil(None, Alasan.belum_lengkap(*kurang))
    bukan = [sebut(tw) for tw, isi in nilai.items() if _menghalangi(isi, wajib=tw in wajib)]
    if bukan:
        return Hasil(None, Alasan.tidak_terhitung(f"{', '.join(bukan)} bukan angka"))
    suku = {tw: isi for tw, isi in sorted(nilai.items()) if isi.angka is not None}
    return _hitung_himpunan(suku, rata=rata) if suku else Hasil(None, Alasan.belum_diisi())


def _menghalangi(isi: Nilai, *, wajib: bool) -> bool:
    """Whether a filled quarter that is no number spoils a sum; "-" and N/A do only where a number is due."""
    if isi.numerik or not isi.terisi:
        return False
    return wajib or isi.keadaan not in (Keadaan.STRIP, Keadaan.TIDAK_BERLAKU)


def _hitung_himpunan(suku: Mapping[int, Nilai], *, rata: bool) -> Hasil:
    angka = [isi.angka for isi in suku.values() if isi.angka is not None]
    hasil = jumlahkan(angka)
    uraian = " + ".join(f"{tampilkan_lengkap(isi.angka)} ({sebut(tw)})" for tw, isi in suku.items())
    if not rata:
        return Hasil(hasil, kerja=f"{uraian} = {tampilkan_lengkap(hasil)}")
    rerata = bagi(hasil, Decimal(len(angka)))
    return Hasil(rerata, kerja=f"({uraian}) ÷ {len(angka)} = {tampilkan(rerata, 4)}")


def jumlahkan(angka: Iterable[Decimal]) -> Decimal:
    """Sum whose result does not depend on the order: added exactly, rounded once to 28 digits."""
    jumlah = Decimal(0)
    for suku in angka:
        jumlah = _LUAS.add(jumlah, suku)
    return _DIGIT_HASIL.plus(jumlah)


def _terakhir(nilai: Mapping[int, Nilai], sampai: int) -> Hasil:
    """The last filled quarter; "-" and N/A are no data."""
    tw = max((tw for tw, isi in nilai.items() if _berdata(isi)), default=None)
    if tw is None:
        return Hasil(None, Alasan.belum_diisi())
    angka = nilai[tw].bilangan
    if angka is None:
        return Hasil(None, Alasan.tidak_terhitung(f"{sebut(tw)} bukan satu angka"))
    catatan = "" if tw == sampai else f" (data s.d. {sebut(tw)})"
    return Hasil(angka, kerja=f"{tampilkan_lengkap(angka)}{catatan}")


def _berdata(isi: Nilai) -> bool:
    return isi.keadaan not in (Keadaan.KOSONG, Keadaan.STRIP, Keadaan.TIDAK_BERLAKU)


def terakhir_terisi(sel: Iterable[SelMasukan], sampai: int) -> Sel | None:
    """The last quarter ≤ sampai that holds data (0 and a grade are data, "-" is not); None when there is none."""
    berisi = [s for s in susun_sel(sel) if s.triwulan <= sampai and s.dihitung and _berdata(s.nilai)]
    return berisi[-1] if berisi else None


def target_terakhir(sel: Iterable[SelMasukan], sampai: int) -> Sel | None:
    """The last planned quarter ≤ sampai of the indicator itself, whatever its target is; None when there is none."""
    berisi = [s for s in susun_sel(sel) if s.triwulan <= sampai and s.dihitung and _berdata(s.target)]
    return berisi[-1] if berisi else None


def gabung_target(sel: Iterable[SelMasukan], jenis: str | None, sampai: int) -> Hasil:
    """Target up to TW `sampai`: Σ for akumulasi, mean for rata-rata, else the last planned number.

    Without a numeric target the reason tells "-" (tidak direncanakan) from nothing set. Raises ValueError for an
    unknown jenis.
    """
    if not jenis:
        return Hasil(None, _TANPA_AGREGASI)
    jenis = Agregasi(jenis)
    berlaku = [s for s in susun_sel(sel) if s.triwulan <= sampai and s.dihitung]
    target = {s.triwulan: s.target for s in berlaku if s.target.numerik}
    if not target:
        return Hasil(None, _tanpa_target(berlaku))
    if jenis in (Agregasi.AKUMULASI, Agregasi.RATA_RATA):
        return _hitung_himpunan(target, rata=jenis == Agregasi.RATA_RATA)
    return _terakhir(target, max(target))


def _tanpa_target(berlaku: Sequence[Sel]) -> Alasan:
    keadaan = {s.target.keadaan for s in berlaku}
    if keadaan == {Keadaan.STRIP}:
        return Alasan.tidak_direncanakan()
    if keadaan <= {Keadaan.STRIP, Keadaan.KOSONG}:
        return Alasan.tidak_dinilai("target belum ditetapkan")
    return Alasan.tidak_terhitung("target bukan angka")


def usul_target_tahunan(sel: Iterable[SelMasukan], jenis: str | None) -> Hasil:
    """The annual target that the quarters lead to, for a person to confirm (domain guide §3, last line)."""
    return gabung_target(sel, jenis, Triwulan.IV)


def periksa_tahunan(
    sel: Iterable[SelMasukan], jenis: str | None, tahunan: Masukan, toleransi: Decimal = TOLERANSI
) -> tuple[str, ...]:
    """Soft checks of the quarter targets against the annual one (domain guide §8): warnings in Indonesian.

    Skipped when the annual target or a planned quarter of the indicator itself is no number; they never block.
    """
    berlaku = [s for s in susun_sel(sel) if s.dihitung and _berdata(s.target)]
    if not jenis or not berlaku or not all(s.target.numerik for s in berlaku):
        return ()
    jenis = Agregasi(jenis)
    peringatan = _periksa_turun(berlaku) if jenis == Agregasi.KUMULATIF else []
    tahun = jadikan_nilai(tahunan)
    if tahun.numerik:
        peringatan += _periksa_sama(berlaku, jenis, tahun, toleransi)
    return tuple(peringatan)


def _periksa_turun(berlaku: Sequence[Sel]) -> list[str]:
    return [
        f"Target kumulatif turun dari {tampilkan(a.target)} ({sebut(a.triwulan)}) "
        f"menjadi {tampilkan(b.target)} ({sebut(b.triwulan)})."
        for a, b in pairwise(berlaku)
        if _angka(b) < _angka(a)
    ]


def _periksa_sama(berlaku: Sequence[Sel], jenis: Agregasi, tahun: Nilai, toleransi: Decimal) -> list[str]:
    batas = tahun.angka or Decimal(0)
    if jenis == Agregasi.BERULANG:
        return [
            f"Target {sebut(s.triwulan)} ({tampilkan(s.target)}) tidak sama dengan target tahunan ({tampilkan(tahun)})."
            for s in berlaku
            if _selisih(_angka(s), batas) > toleransi
        ]
    hasil = gabung_target(berlaku, jenis, Triwulan.IV).angka
    if hasil is None or _selisih(hasil, batas) <= toleransi:
        return []
    sebutan = {Agregasi.AKUMULASI: "Jumlah target triwulan", Agregasi.RATA_RATA: "Rata-rata target triwulan"}
    subjek = sebutan.get(jenis, f"Target {sebut(berlaku[-1].triwulan)}")
    return [f"{subjek} ({tampilkan(hasil)}) tidak sama dengan target tahunan ({tampilkan(tahun)})."]


def _angka(sel: Sel) -> Decimal:
    return sel.target.angka or Decimal(0)


def _selisih(a: Decimal, b: Decimal) -> Decimal:
    return abs(_LUAS.subtract(a, b))
