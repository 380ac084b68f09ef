"""A Perubahan told in short acts: begun, edited with the editor's own actions, laid down; and a version as data."""

from datetime import date
from typing import Any

from django.core.serializers import serialize
from django.utils import timezone

from bakesbang.kinerja.models import (
    Indikator,
    JadwalTriwulan,
    KetetapanIndikator,
    TargetTahunan,
    TargetTriwulan,
    Variabel,
)
from bakesbang.organisasi.models import Instansi, Pejabat, Pengguna
from rencana_aksi import suntingan, tindakan, tindakan_perubahan
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi

ALASAN = "P-APBD 2024 menambah anggaran bidang."
ORMAS = "Persentase pendaftaran ormas yang difasilitasi"
KOORDINASI = "Jumlah koordinasi dengan instansi terkait"
KEJADIAN = "Jumlah laporan kejadian"
KERJA_SAMA = "Jumlah kerjasama antarisntansi"
BERSAMA = "Angka konflik berlatar belakang isu SARA"  # also an IKU


def penyusun() -> Pengguna:
    return Pengguna.objects.get(username="penyusun")


def rumah() -> Instansi:
    return Instansi.objects.get(kode="bakesbangpol")


def berlaku(tahun: int = 2024) -> VersiRencanaAksi:
    return VersiRencanaAksi.objects.get(rencana__tahun=tahun, status="ditetapkan")


def kunci_tw(*triwulan: int, tahun: int = 2024) -> None:
    """Locked in the calendar only; what a lock freezes has its own tests."""
    for n in triwulan:
        JadwalTriwulan.objects.update_or_create(
            instansi=rumah(), tahun=tahun, triwulan=n,
            defaults={"buka": date(tahun, 1, 1), "batas": date(tahun, 1, 2), "tutup": date(tahun, 1, 3), "dikunci_oleh": penyusun(), "dikunci_pada": timezone.now()},
        )  # fmt: skip


def mulai(triwulan: int = 3, alasan: str = ALASAN) -> VersiRencanaAksi:
    return tindakan_perubahan.mulai_perubahan(
        versi=berlaku(), alasan=alasan, mulai_triwulan=triwulan, oleh=penyusun(), waktu=timezone.now()
    )


def butir(versi: VersiRencanaAksi, uraian: str) -> IndikatorSasaran:
    return IndikatorSasaran.objects.get(sasaran__versi=versi, ketetapan__uraian=uraian)


def ubah(draf: VersiRencanaAksi, nama: str, /, **isian: str) -> KetetapanIndikator:
    """Edits an indicator as its page does; ``tw3`` is the target text of TW III."""
    perubahan = {f"{n}.teks" if n[:2] == "tw" else n: teks for n, teks in isian.items()}
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        hasil = suntingan.isi_butir(d, butir=butir(draf, nama).pk, perubahan=perubahan, dimuat=None)
    assert not hasil.salah
    assert set(hasil.tersimpan) == set(perubahan)
    return hasil.ketetapan


def tetapkan(draf: VersiRencanaAksi) -> VersiRencanaAksi:
    return tindakan.tetapkan(
        versi=draf, nomor_surat=f"188.45/P{draf.nomor}/2024", tanggal=date(2024, 8, 1), oleh=penyusun(), waktu=timezone.now(),
        penanda_tangan=Pejabat.objects.get(jabatan__kode="kepala-badan"),
    )  # fmt: skip


def isi_tetap(versi: VersiRencanaAksi) -> list[str]:
    """Everything that the version says, row by row, without the status that a later version changes."""
    baris = IndikatorSasaran.objects.filter(sasaran__versi=versi)
    ketetapan = KetetapanIndikator.objects.filter(pk__in=baris.values("ketetapan"))
    semua: list[Any] = [
        Sasaran.objects.filter(versi=versi), baris, TargetTriwulan.objects.filter(ketetapan__in=ketetapan),
        TargetTahunan.objects.filter(ketetapan__in=ketetapan), Variabel.objects.filter(ketetapan__in=ketetapan),
        Indikator.objects.filter(ketetapan__in=ketetapan),
    ]  # fmt: skip
    bidang = [f.name for f in KetetapanIndikator._meta.get_fields() if f.concrete and f.name != "status"]
    return [serialize("json", qs.order_by("pk").distinct()) for qs in semua] + [
        serialize("json", ketetapan.order_by("pk"), fields=bidang)
    ]
