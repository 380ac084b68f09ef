"""What keeps a row from being submitted, and what a reviewer should look at. Words for the user."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bakesbang.kinerja.models import Realisasi
from bakesbang.kinerja.pengukuran import UkuranTriwulan
from bakesbang.kinerja.pilihan import Frekuensi
from bakesbang.perhitungan.hasil import Hasil
from bakesbang.perhitungan.nilai import Keadaan, Nilai, tampilkan_persen

SERATUS, TIDAK_BIASA = Decimal(100), Decimal(150)


@dataclass(frozen=True)
class Hal:
    """One thing to do or to look at; ``medan`` is the field it belongs to."""

    medan: str
    pesan: str


def wajib(ukuran: UkuranTriwulan) -> bool:
    """Required for the lock: quarters with a target that says something, annual indicators when due, IKU inputs."""
    ketetapan, triwulan = ukuran.ketetapan, ukuran.triwulan
    if ukuran.target is not None:
        return ukuran.target.keadaan in {Keadaan.ANGKA, Keadaan.RENTANG, Keadaan.PREDIKAT, Keadaan.TEKS}
    if ketetapan.frekuensi == Frekuensi.TAHUNAN:
        return triwulan == 4
    if ketetapan.frekuensi == Frekuensi.SEMESTERAN:
        return triwulan in {2, 4}
    return True


def kekurangan(ukuran: UkuranTriwulan) -> list[Hal]:
    """Everything that must be done before the row can be submitted (design: workflow, Faktor)."""
    realisasi = ukuran.realisasi
    if realisasi is None or not realisasi.terisi:
        return [Hal("teks", "isi realisasi")]
    return [*_nilai_kurang(ukuran, realisasi), *_cerita_kurang(ukuran, realisasi)]


def _nilai_kurang(ukuran: UkuranTriwulan, realisasi: Realisasi) -> list[Hal]:
    hal: list[Hal] = []
    if ukuran.dihitung:
        for m in ukuran.masukan:
            medan = f"var:{m.kunci}"
            if not m.asal and not m.ditulis.terisi and m.hasil.alasan is not None:
                hal.append(Hal(medan, f"isi {m.label}"))
            elif m.ditulis.ragu:
                hal.append(Hal(medan, f"jawab arti “{m.ditulis.teks}”"))
    elif not realisasi.nilai.terisi:
        hal.append(Hal("teks", "isi realisasi"))
    elif realisasi.ragu:
        hal.append(Hal("teks", f"jawab arti “{realisasi.teks}”"))
    return hal


def _cerita_kurang(ukuran: UkuranTriwulan, realisasi: Realisasi) -> list[Hal]:
    hal: list[Hal] = []
    persen = ukuran.capaian.persen_mentah
    if persen is not None and persen >= SERATUS and not realisasi.faktor_pendukung.strip():
        hal.append(Hal("faktor_pendukung", "tulis faktor pendukung, capaian 100% atau lebih"))
    if persen is not None and persen < SERATUS:
        if not realisasi.faktor_penghambat.strip():
            hal.append(Hal("faktor_penghambat", "tulis faktor penghambat, capaian di bawah 100%"))
        if not realisasi.tindak_lanjut.strip():
            hal.append(Hal("tindak_lanjut", "tulis tindak lanjut, capaian di bawah 100%"))
    if tidak_biasa(ukuran) and not realisasi.catatan_tidak_biasa.strip():
        hal.append(Hal("catatan_tidak_biasa", "jelaskan angka yang tidak biasa dalam satu kalimat"))
    if strip_terisi(ukuran) and not realisasi.uraian.strip():
        hal.append(Hal("uraian", "tulis uraian, karena triwulan ini sebenarnya tidak direncanakan"))
    return hal


def strip_terisi(ukuran: UkuranTriwulan) -> bool:
    """A value entered in a "-" quarter: it counts in realization and needs a note."""
    return ukuran.target is not None and ukuran.target.keadaan == Keadaan.STRIP and ukuran.nilai.terisi


def bagian_melebihi(ukuran: UkuranTriwulan) -> bool:
    """The part is greater than the whole (selesai > ada), up to this quarter."""
    if ukuran.rumus is None or ukuran.rumus.pecahan is None:
        return False
    hasil = ukuran.angka_masukan
    atas, bawah = (_jumlah(hasil, sisi) for sisi in ukuran.rumus.pecahan)
    return atas is not None and bawah is not None and atas > bawah >= 0


def _jumlah(hasil: dict[str, Hasil], kunci: tuple[str, ...]) -> Decimal | None:
    angka = [hasil[k].angka for k in kunci if k in hasil]
    return sum((a for a in angka if a is not None), Decimal(0)) if angka and None not in angka else None


def tidak_biasa(ukuran: UkuranTriwulan) -> list[str]:
    """What asks for one sentence before submission; a reviewer sees the same words."""
    hal = []
    if bagian_melebihi(ukuran):
        hal.append("Bagian lebih besar daripada keseluruhan.")
    persen = ukuran.capaian.persen_mentah
    if persen is not None and persen > TIDAK_BIASA:
        hal.append(f"Capaian {tampilkan_persen(persen)}, lebih dari 150%.")
    return hal


def periksa_isian(nilai: Nilai, *, harus_angka: bool, boleh_negatif: bool) -> str:
    """Why a typed value is impossible, in one Indonesian sentence; "" when it may be saved."""
    if harus_angka and nilai.keadaan in {Keadaan.TEKS, Keadaan.PREDIKAT} and nilai.angka is None:
        return f"“{nilai.teks}” bukan angka. Tulis angkanya, misalnya 20 atau 12,5."
    if not boleh_negatif and nilai.angka is not None and nilai.angka < 0:
        return f"“{nilai.teks}” bernilai negatif, padahal indikator ini tidak boleh negatif."
    return ""
