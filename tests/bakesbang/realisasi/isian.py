"""Fills quarters of the real 2024 plan through the product's own actions: typed, submitted, approved."""

from datetime import date, datetime, timedelta

from bakesbang.kinerja.models import Indikator, JadwalTriwulan, Realisasi
from bakesbang.organisasi.models import Pengguna
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi import tindakan, tindakan_realisasi
from tests.adegan import Peragaan, adegan

# Which indicator, and what was achieved in TW I, II, III, IV; "" is left alone.
NILAI: dict[str, tuple[str, str, str, str]] = {
    "Persentase ormas perempuan yang aktif dalam pembangunan": ("", "", "", "18%"),
    "Jumlah database ormas setiap kecamatan": ("1 kegiatan", "1 kegiatan", "1 kegiatan", "1 data"),
    "Jumlah database ormas terdaftar dan berbadan hukum": ("", "15 kegiatan", "1 kegiatan", "18 data"),
    "Persentase usulan perempuan yang diakomidir dalam perencanaan pembangunan": ("1 kegiatan", "18%", "25%", ""),
    "Persentase keterlibatan ormas perempuan dalam perencanaan pembangunan": ("1 kegiatan", "33%", "", ""),
    "Persentase ormas perempuan yang terlibat diskusi dengan pemerintah": ("1 kegiatan", "100%", "", ""),
    "Persentase ormas perempuan yang terdaftar": ("1 kegiatan", "10%", "", ""),
    "Persentase pendaftaran ormas yang difasilitasi": ("100%", "90%", "95,5%", "100%"),
    "Angka konflik berlatar belakang isu SARA": ("0", "0", "1", "0"),
    "Jumlah database rawan konflik": ("1 kegiatan", "1 kegiatan", "1 kegiatan", "1 data"),
    "Jumlah profiling data konflik perkecamatan": ("", "18 kegiatan", "1 kegiatan", "9 data"),
    "Persentase wilayah potensi konflik SARA yang diawasi": ("100%", "100%", "100%", "100%"),
    "Persentase wilayah yang dideteksi": ("100%", "75%", "100%", "100%"),
    "Jumlah laporan kejadian": ("18", "20", "18", "9"),
    "Jumlah kerjasama antarisntansi": ("2 instansi", "2 instansi", "1 instansi", ""),
    "Jumlah koordinasi dengan instansi terkait": ("5", "4", "6", "3"),
    "Jumlah surat keputusan yang diterbitkan": ("5", "2", "", ""),
}  # fmt: skip
# IKU by a word of its name: (part, whole) per quarter.
MASUKAN = {
    "IPOLEKSOSBUD": ((2, 2), (1, 2), (3, 3), (2, 4)),
    "LSM": ((90, 120), (96, 120), (100, 125), (105, 125)),
    "konflik SARA yang diselesaikan": ((0, 0), (1, 1), (0, 1), (1, 0)),
}
CERITA = {
    "uraian": "Dilaksanakan bersama kecamatan dan ormas.",
    "faktor_pendukung": "Dukungan camat dan lurah.",
    "faktor_penghambat": "Data ormas belum lengkap.",
    "tindak_lanjut": "Melengkapi data pada triwulan berikutnya.",
    "catatan_tidak_biasa": "Sudah dicocokkan dengan laporan bidang.",
}


def jadwalkan(k: PageContext, triwulan: int, buka: date | None = None) -> JadwalTriwulan:
    """Opens the quarter as the planner does; one that is scheduled stays as it is."""
    ada = JadwalTriwulan.objects.filter(instansi=k.instansi, tahun=k.tahun, triwulan=triwulan).first()
    if ada is not None:
        return ada
    buka = buka or date(k.tahun + triwulan // 4, (3 * triwulan) % 12 + 1, 1)
    return tindakan.atur_jadwal(
        instansi=k.instansi, tahun=k.tahun, triwulan=triwulan, buka=buka, batas=buka + timedelta(days=20),
        tutup=buka + timedelta(days=30), oleh=Pengguna.objects.get(username="penyusun"), waktu=pukul(k, buka),
    )  # fmt: skip


def pukul(k: PageContext, hari: date, jam: int = 9) -> datetime:
    return datetime(hari.year, hari.month, hari.day, jam, tzinfo=k.instansi.zone)


def perubahan(indikator: Indikator, triwulan: int) -> dict[str, str]:
    """What staff type for this indicator in this quarter; empty when they leave it alone."""
    uraian = indikator.ketetapan.latest("nomor").uraian
    for kata, per_tw in MASUKAN.items():
        if kata in uraian:
            bagian, semua = per_tw[triwulan - 1]
            atas = "berpartisipasi" if kata == "LSM" else "selesai"
            return {f"var:{atas}": str(bagian), "var:ada": str(semua)}
    teks = NILAI[uraian][triwulan - 1]
    return {"teks": teks} if teks else {}


def isi_triwulan(k: PageContext, triwulan: int, *, sampai: str = "disetujui") -> list[Realisasi]:
    """Every due row of the quarter, typed by its unit's staff, submitted, approved by who may."""
    kini = pukul(k, jadwalkan(k, triwulan).buka)
    baris = []
    for indikator in Indikator.objects.milik(k.instansi, k.tahun).dipakai(triwulan):
        isian = perubahan(indikator, triwulan)
        if isian:
            baris.append(isi_satu(k, indikator, triwulan, isian, kini, sampai))
    return baris


def isi_satu(k, indikator, triwulan, isian, kini, sampai="disetujui") -> Realisasi:
    staf, kepala = orang(indikator)
    realisasi = tindakan_realisasi.isi(
        indikator=indikator, triwulan=triwulan, perubahan=isian | CERITA, oleh=staf, kini=kini
    ).realisasi
    if sampai == "draf":
        return realisasi
    realisasi = tindakan_realisasi.ajukan(realisasi=realisasi, oleh=staf, kini=kini + timedelta(hours=1))
    if sampai == "diajukan":
        return realisasi
    return tindakan_realisasi.setujui(realisasi=realisasi, oleh=kepala, kini=kini + timedelta(days=1))


def orang(indikator: Indikator) -> tuple[Pengguna, Pengguna]:
    """Who types and who approves: staff and head of the main unit, pimpinan for a sasaran strategis."""
    utama = indikator.baris_pengisi.order_by("-utama", "unit__urutan").first()
    kode = utama.unit.kode if utama else "sekretariat"
    staf = Pengguna.objects.filter(username=f"staf.{kode}").first() or Pengguna.objects.get(
        username="penyusun"
    )
    strategis = indikator.pemakaian.filter(jenjang=1, dokumen="rencana-aksi").exists()
    kabid = None if strategis else Pengguna.objects.filter(username=f"kabid.{kode}").first()
    return staf, kabid or Pengguna.objects.get(username="pimpinan")


def konteks(peragaan, tahun: int = 2024, username: str = "penyusun") -> PageContext:
    return PageContext(peragaan.pengguna(username), peragaan.instansi, tahun)


def _isi_setahun() -> None:
    k = konteks(Peragaan())
    for triwulan in (1, 2, 3, 4):
        isi_triwulan(k, triwulan)


# The demonstration with all of 2024 filled in and approved, nothing of it locked.
terisi = adegan("terisi", _isi_setahun, dari="peragaan_dikunci")
