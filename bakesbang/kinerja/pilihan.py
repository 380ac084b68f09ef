"""Words of the trade as choices for forms; the rules behind them are in ``calculation``."""

from django.db import models


class Polaritas(models.TextChoices):
    MAKSIMAL = "maksimal", "Makin tinggi makin baik"
    MINIMAL = "minimal", "Makin rendah makin baik"
    STABIL = "stabil", "Makin dekat ke target makin baik"
    RENTANG = "rentang", "Harus di dalam rentang"


class AturanMinimal(models.TextChoices):
    A = "A", "Aturan A: (2 × target − realisasi) ÷ target"
    B = "B", "Aturan B: target ÷ realisasi"


class Agregasi(models.TextChoices):
    AKUMULASI = "akumulasi", "Akumulasi: jumlah semua triwulan"
    KUMULATIF = "kumulatif", "Kumulatif: isian sudah termasuk triwulan sebelumnya"
    POSISI_AKHIR = "posisi_akhir", "Posisi akhir: nilai triwulan terakhir"
    BERULANG = "berulang", "Berulang: target yang sama setiap triwulan"
    RATA_RATA = "rata_rata", "Rata-rata triwulan yang terisi"
    RASIO = "rasio", "Rasio: dihitung ulang dari datanya"


class Frekuensi(models.TextChoices):
    TRIWULANAN = "triwulanan", "Setiap triwulan"
    SEMESTERAN = "semesteran", "Setiap semester (TW II dan TW IV)"
    TAHUNAN = "tahunan", "Sekali setahun (TW IV)"


class JenisTarget(models.TextChoices):
    NILAI = "nilai", "Nilai indikator"
    TAHAPAN = "tahapan", "Tahapan (langkah kerja)"


class AgregasiVariabel(models.TextChoices):
    JUMLAH = "jumlah", "Dijumlahkan sejak TW I"
    TERAKHIR = "terakhir", "Keadaan terakhir"


class KebijakanNihil(models.TextChoices):
    TIDAK_DINILAI = "NIHIL_TIDAK_DINILAI", "Nihil: tidak dinilai"
    SERATUS = "NIHIL_100", "Nihil dihitung 100"
    NOL = "NIHIL_0", "Nihil dihitung 0"


class AturanNol(models.TextChoices):
    """Target 0, lower is better (domain guide §7.3)."""

    BAKU = "baku", "Realisasi 0 dinilai 100, selain itu 0"
    TIDAK_DINILAI = "tidak_dinilai", "Tidak dinilai"


class StatusKetetapan(models.TextChoices):
    DRAF = "draf", "Draf"
    BERLAKU = "berlaku", "Berlaku"
    DIGANTIKAN = "digantikan", "Digantikan"


class StatusVersi(models.TextChoices):
    DRAF = "draf", "Draf"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    DIGANTIKAN = "digantikan", "Digantikan"


class StatusRealisasi(models.TextChoices):
    BELUM_DIISI = "belum_diisi", "Belum diisi"
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DISETUJUI = "disetujui", "Disetujui"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"


class NamaDokumen(models.TextChoices):
    RENCANA_AKSI = "rencana-aksi", "Rencana Aksi"
    IKU = "iku", "IKU"


class Jenjang(models.IntegerChoices):
    """Levels of a plan. Deeper ones exist for agencies that use them (PermenPAN-RB 89/2021)."""

    STRATEGIS = 1, "Sasaran strategis"
    PROGRAM = 2, "Sasaran program"
    KEGIATAN = 3, "Sasaran kegiatan"
    SUBKEGIATAN = 4, "Sasaran subkegiatan"
    RINCIAN = 5, "Sasaran rincian"


TRIWULAN = [(1, "TW I"), (2, "TW II"), (3, "TW III"), (4, "TW IV")]
