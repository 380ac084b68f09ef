"""A whole year of work of any size: a plan, its units and people, two quarters locked, a third one open.

Documents are made by the product's own actions; the rows of the quarters are laid in bulk with their history,
since thousands of them one by one would take longer than what is measured."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru, VariabelBaru
from bakesbang.kinerja.models import (
    Indikator,
    JadwalTriwulan,
    KetetapanIndikator,
    NilaiVariabel,
    PengisiIndikator,
    Realisasi,
)
from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, UnitKerja
from rencana_aksi import tindakan
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru

SEBLOK, UNIT = 30, 6
RUMUS = "[Jml selesai] / [Jml ada] × 100%"
# As large as what an approval freezes.
BEKU = {
    "isian": {"teks": "12 kegiatan", "uraian": "U" * 120, "faktor_pendukung": "P" * 120, "tindak_lanjut": "L" * 80},
    "ketetapan": {"nomor": 1, "uraian": "Jumlah kegiatan", "polaritas": "maksimal", "agregasi": "akumulasi", "satuan": "kegiatan"},
    "kebijakan": None, "hasil": {"realisasi": "12", "capaian": "100", "kerja": "12 ÷ 12 × 100% = 100%", "sampai": "12"},
}  # fmt: skip


def butir(nomor: int) -> IndikatorSasaranBaru:
    """Every tenth one is a ratio of two data, every ninth counts down, the others add up."""
    target = {
        n: TargetBaru(("12 kegiatan", "-", "15 kegiatan", "20")[n - 1], "Penjelasan") for n in (1, 2, 3, 4)
    }
    if nomor % 10 == 0:
        baru = IndikatorBaru(
            f"Persentase perkara {nomor} yang selesai", satuan="%", agregasi="rasio", rumus=RUMUS, triwulan=target,
            variabel=(VariabelBaru("selesai", "Jml selesai"), VariabelBaru("ada", "Jml ada")),
        )  # fmt: skip
    else:
        turun = nomor % 9 == 0
        baru = IndikatorBaru(
            f"Jumlah kegiatan {nomor}", triwulan=target, tahunan=TargetBaru("60"),
            polaritas="minimal" if turun else "maksimal", agregasi="akumulasi",
        )  # fmt: skip
    return IndikatorSasaranBaru(baru, "Kabid")


def blok(nomor: int) -> SasaranBaru:
    """1 sasaran strategis, 5 program, 24 kegiatan: 30 indicators."""
    mulai = nomor * SEBLOK
    program = []
    for p in range(5):
        kegiatan = tuple(
            SasaranBaru(f"Sasaran kegiatan {nomor}.{p}.{g}", (butir(mulai + 6 + 5 * p + g),))
            for g in range(4 if p == 4 else 5)
        )
        program.append(SasaranBaru(f"Sasaran program {nomor}.{p}", (butir(mulai + 1 + p),), kegiatan))
    return SasaranBaru(f"Sasaran strategis {nomor}", (butir(mulai),), tuple(program))


def isi_basis_data(tahun_kerja: int, indikator: int, per_instansi: int = 5) -> str:
    """Fills an empty database; the address of Beranda of the last year. Accounts are named after their role."""
    call_command("migrate", verbosity=0)
    akar = ""
    for n in range(tahun_kerja):
        terakhir = n == tahun_kerja - 1
        akar = buat_tahun(f"instansi-{n // per_instansi}", 2020 + n % per_instansi, indikator, akun=terakhir)
    return akar


def buat_tahun(kode: str, tahun: int, indikator: int, *, akun: bool = True) -> str:
    instansi, baru = Instansi.objects.get_or_create(kode=kode, defaults={"nama": f"Badan {kode}"})
    if baru:
        _organisasi(instansi)
    kini = timezone.now()
    versi = tindakan.buat(
        instansi=instansi, tahun=tahun, nama_cetak="BADAN CONTOH", pohon=[blok(n) for n in range(indikator // SEBLOK)],
        oleh=None, waktu=kini,
    )  # fmt: skip
    pembuat, _ = Pengguna.objects.get_or_create(
        username=f"pembuat.{kode}", defaults={"nama": "Pembuat", "instansi": instansi, "peran": "penyusun"}
    )
    tindakan.tetapkan(
        versi=versi, nomor_surat="1", tanggal=date(tahun, 1, 2), penanda_tangan=None, oleh=pembuat, waktu=kini
    )
    jalani_tahun(instansi, tahun, pembuat)
    if akun:
        _akun(instansi)
    return f"/{kode}/{tahun}/"


def jalani_tahun(instansi: Instansi, tahun: int, pembuat: Pengguna) -> None:
    """Who fills in, the quarters, and the schedule of a year whose documents are in force."""
    _bagi_unit(instansi, tahun)
    _isi_triwulan(instansi, tahun, pembuat)
    _jadwal(instansi, tahun, pembuat)


def _organisasi(instansi: Instansi) -> None:
    for n in range(UNIT):
        unit = UnitKerja.objects.create(instansi=instansi, kode=f"unit-{n}", nama=f"Bidang {n}", urutan=n)
        Jabatan.objects.create(unit=unit, kode="kabid", sebutan=f"Kepala Bidang {n}", kepala=True)


def _akun(instansi: Instansi) -> None:
    unit = list(UnitKerja.objects.filter(instansi=instansi))
    for peran in ("penyusun", "pimpinan", "kabid", "staf", "pemeriksa", "admin"):
        orang = Pengguna.objects.create(
            username=peran, nama=peran.title(), instansi=instansi, peran=peran,
            unit=unit[0] if peran in {"kabid", "staf"} else None,
        )  # fmt: skip
        if peran == "kabid":
            Pejabat.objects.create(
                jabatan=unit[0].jabatan.get(), pengguna=orang, nama="KABID", mulai=date(2020, 1, 1)
            )


def _bagi_unit(instansi: Instansi, tahun: int) -> None:
    unit = list(UnitKerja.objects.filter(instansi=instansi))
    PengisiIndikator.objects.filter(indikator__instansi=instansi, indikator__tahun=tahun).delete()
    baris = []
    for n, i in enumerate(Indikator.objects.milik(instansi, tahun)):
        baris.append(PengisiIndikator(indikator=i, unit=unit[n % UNIT], utama=True))
        if n % 12 == 0:
            baris.append(PengisiIndikator(indikator=i, unit=unit[(n + 1) % UNIT]))
    PengisiIndikator.objects.bulk_create(baris)


def _isi_triwulan(instansi: Instansi, tahun: int, oleh: Pengguna) -> None:
    """TW I and II approved for all, TW III typed for two in three, sent by one in three."""
    kini = timezone.now()
    baris, rumus = [], set()
    ketetapan = KetetapanIndikator.objects.filter(indikator__instansi=instansi, indikator__tahun=tahun)
    for n, k in enumerate(ketetapan):
        if k.rumus:
            rumus.add(k.indikator_id)
        for triwulan in (1, 2, 3):
            if triwulan == 3 and n % 3 == 2:
                continue
            baris.append(
                _realisasi(
                    k, triwulan, "disetujui" if triwulan < 3 else ("diajukan", "draf")[n % 3], oleh, kini, n
                )
            )
    dibuat = bulk_create_with_history(baris, Realisasi, batch_size=500, default_user=oleh)
    semua = Realisasi.objects.filter(
        indikator__instansi=instansi, indikator__tahun=tahun, indikator__in=rumus
    )
    assert len(dibuat) == len(baris)
    bulk_create_with_history(
        [_nilai(r, kode, angka) for r in semua for kode, angka in (("selesai", 8 + r.triwulan), ("ada", 12))],
        NilaiVariabel, batch_size=500, default_user=oleh,
    )  # fmt: skip


def _realisasi(
    k: KetetapanIndikator, triwulan: int, status: str, oleh: Pengguna, kini: datetime, n: int
) -> Realisasi:
    siapa: dict[str, Any] = {"diisi_oleh": oleh, "diisi_pada": kini}
    if status != "draf":
        siapa |= {"diajukan_oleh": oleh, "diajukan_pada": kini}
    if status == "disetujui":
        siapa |= {"disetujui_oleh": oleh, "disetujui_pada": kini, "beku": BEKU, "sidik": "a" * 64}
    r = Realisasi(indikator_id=k.indikator_id, ketetapan=k, triwulan=triwulan, status=status, **siapa)
    r.faktor_pendukung, r.faktor_penghambat, r.tindak_lanjut = "Dukungan camat.", "Data kurang.", "Lengkapi."
    if not k.rumus:
        r.isi(f"{8 + n % 7} kegiatan")
    return r


def _nilai(r: Realisasi, kode: str, angka: int) -> NilaiVariabel:
    v = NilaiVariabel(realisasi=r, kode=kode)
    v.isi(str(Decimal(angka)))
    return v


def _jadwal(instansi: Instansi, tahun: int, oleh: Pengguna) -> None:
    hari = instansi.today()
    for triwulan in (1, 2, 3):
        buka = hari - timedelta(days=90 * (3 - triwulan) + 15)
        kunci = {"dikunci_oleh": oleh, "dikunci_pada": timezone.now()} if triwulan < 3 else {}
        JadwalTriwulan.objects.create(
            instansi=instansi, tahun=tahun, triwulan=triwulan, buka=buka, batas=buka + timedelta(days=12),
            tutup=buka + timedelta(days=30), **kunci,
        )  # fmt: skip
