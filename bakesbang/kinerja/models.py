"""What is measured, against what, and what came of it. The classes live in themed modules."""

from bakesbang.kinerja.model_indikator import (
    Indikator,
    KetetapanIndikator,
    Pemakaian,
    PengisiIndikator,
    TargetTahunan,
    TargetTriwulan,
    Variabel,
)
from bakesbang.kinerja.model_jadwal import JadwalTriwulan, KebijakanCapaian, KunciTriwulan, Pemberitahuan
from bakesbang.kinerja.model_realisasi import BuktiDukung, NilaiVariabel, Realisasi
from bakesbang.kinerja.model_suntingan import Langkah

__all__ = [
    "BuktiDukung",
    "Indikator",
    "JadwalTriwulan",
    "KebijakanCapaian",
    "KetetapanIndikator",
    "KunciTriwulan",
    "Langkah",
    "NilaiVariabel",
    "Pemakaian",
    "Pemberitahuan",
    "PengisiIndikator",
    "Realisasi",
    "TargetTahunan",
    "TargetTriwulan",
    "Variabel",
]
