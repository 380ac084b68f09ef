"""Made plans of any size, by the product's own action."""

from django.utils import timezone

from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru
from bakesbang.organisasi.models import Instansi
from rencana_aksi import tindakan
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.models import VersiRencanaAksi

SEBLOK = 30  # indicators of one sasaran strategis: 1 + 5 program + 24 kegiatan
TEKS = ("12 kegiatan", "-", "", "0")


def butir(uraian: str, *, triwulan: bool = True, jawab: str = "") -> IndikatorSasaranBaru:
    """An indicator whose four quarters are a number, "-", blank and 0."""
    target = (
        {n: TargetBaru(t, f"Penjelasan {uraian} TW {n}") for n, t in enumerate(TEKS, 1)} if triwulan else {}
    )
    tahunan = None if triwulan else TargetBaru("20%")
    return IndikatorSasaranBaru(IndikatorBaru(uraian, tahunan=tahunan, triwulan=target), jawab)


def blok(nomor: int) -> SasaranBaru:
    program = []
    for p in range(5):
        kegiatan = tuple(
            SasaranBaru(
                f"Sasaran kegiatan {nomor}.{p}.{g}",
                (butir(f"Indikator kegiatan {nomor}.{p}.{g}", jawab="" if g else "Kabid"),),
            )
            for g in range(4 if p == 4 else 5)
        )
        program.append(
            SasaranBaru(f"Sasaran program {nomor}.{p}", (butir(f"Indikator program {nomor}.{p}"),), kegiatan)
        )
    strategis = butir(f"Indikator strategis {nomor}", triwulan=False)
    return SasaranBaru(f"Sasaran strategis {nomor}", (strategis,), tuple(program))


def buat_besar(instansi: Instansi, tahun: int, indikator: int) -> VersiRencanaAksi:
    """A draf with that many indicators (a multiple of 30)."""
    return tindakan.buat(
        instansi=instansi, tahun=tahun, nama_cetak="BADAN CONTOH", pohon=[blok(n) for n in range(indikator // SEBLOK)],
        oleh=None, waktu=timezone.now(),
    )  # fmt: skip
