"""The two source documents, and a demonstration that goes on from them with the product's own actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

import iku.tindakan
import rencana_aksi.tindakan
from bakesbang.kinerja.models import Indikator, JadwalTriwulan, Pemberitahuan
from bakesbang.organisasi.fixtures import jabatan_by_code, load_demo_accounts, load_instansi
from bakesbang.organisasi.models import Instansi, Pejabat, Pengguna
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi import tindakan_realisasi
from bakesbang.realisasi.tindakan import kunci
from iku.bentuk import iku_dari_data, kepala_dari_data
from iku.models import DaftarIku, VersiIku
from rencana_aksi.bentuk import sasaran_dari_data
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, VersiRencanaAksi

BIDANG_IKU = ("wasnas", "poldagri", "ideologi")  # who fills in the three IKU, in their order


@cache
def baca(nama: str) -> Any:
    """A fixture by its name."""
    return yaml.safe_load((settings.BASE_DIR / "fixtures" / f"{nama}.yaml").read_text(encoding="utf-8"))


@transaction.atomic
def muat_dokumen(waktu: datetime) -> list[str]:
    """Loads both documents as draf; what exists for its agency and year is left alone. Returns what was made."""
    instansi = load_instansi(baca("organisasi"))
    jabatan = jabatan_by_code(instansi)
    dibuat = []
    ra = baca("rencana_aksi_2024")
    if not RencanaAksi.objects.filter(instansi=instansi, tahun=ra["tahun"]).exists():
        pohon = [sasaran_dari_data(s) for s in ra["sasaran"]]
        rencana_aksi.tindakan.buat(
            instansi=instansi,
            tahun=ra["tahun"],
            nama_cetak=ra["nama_cetak"],
            pohon=pohon,
            oleh=None,
            waktu=waktu,
            jabatan=jabatan,
        )
        dibuat.append(f"Rencana Aksi {ra['tahun']}")
    daftar = baca("iku_2021")
    if not DaftarIku.objects.filter(instansi=instansi, tahun=daftar["tahun"]).exists():
        isi = [iku_dari_data(i) for i in daftar["indikator"]]
        iku.tindakan.buat(
            instansi=instansi,
            tahun=daftar["tahun"],
            kepala=kepala_dari_data(daftar),
            isi=isi,
            oleh=None,
            waktu=waktu,
            jabatan=jabatan,
        )
        dibuat.append(f"IKU {daftar['tahun']}")
    return dibuat


class Peragaan:
    """A clock that is passed on, people who act, and the same actions that the pages call."""

    def __init__(self, kini: datetime) -> None:
        self.kini = kini
        self.data = baca("peragaan")
        self.instansi = Instansi.objects.get(kode=baca("organisasi")["instansi"]["kode"])

    @transaction.atomic
    def jalankan(self) -> bool:
        """Does nothing (False) when the demonstration accounts exist already."""
        if Pengguna.objects.peragaan().exists():
            return False
        load_demo_accounts(self.data, self.instansi)
        self.penyusun = self.orang("penyusun")
        self._tetapkan_sumber()
        for tahun in (2021, 2022):
            self._isi_tahun(tahun)
        # What was told in years gone by has been read.
        Pemberitahuan.objects.filter(instansi=self.instansi).update(dibaca_pada=F("dibuat_pada"))
        self._iku_bersama()
        self._buka_2024()
        return True

    def orang(self, username: str) -> Pengguna:
        return Pengguna.objects.get(username=username)

    def pukul(self, hari: date, jam: int = 9) -> datetime:
        return datetime(hari.year, hari.month, hari.day, jam, tzinfo=self.instansi.zone)

    # ── documents ──
    def _penetapan(self, kunci: str) -> dict[str, Any]:
        p = self.data["penetapan"][kunci]
        kepala = Pejabat.objects.at(p["tanggal"]).get(
            jabatan__kode="kepala-badan", jabatan__unit__instansi=self.instansi
        )
        return {
            "nomor_surat": p["nomor"], "tanggal": p["tanggal"], "penanda_tangan": kepala, "oleh": self.penyusun, "waktu": self.pukul(p["tanggal"]),
        }  # fmt: skip

    def _tetapkan_sumber(self) -> None:
        ra = VersiRencanaAksi.objects.get(rencana__instansi=self.instansi, rencana__tahun=2024)
        rencana_aksi.tindakan.tetapkan(versi=ra, **self._penetapan("rencana_aksi_2024"))
        iku.tindakan.tetapkan(versi=self._versi_iku(2021), **self._penetapan("iku_2021"))
        self._salin_iku(2021, 2022)
        iku.tindakan.tetapkan(versi=self._versi_iku(2022), **self._penetapan("iku_2022"))

    def _versi_iku(self, tahun: int) -> VersiIku:
        return VersiIku.objects.get(daftar__instansi=self.instansi, daftar__tahun=tahun)

    def _salin_iku(self, dari: int, ke: int) -> VersiIku:
        waktu = self.pukul(date(ke, 1, 10))
        return iku.tindakan.salin_tahun(
            sumber=self._versi_iku(dari), tahun=ke, dengan_target=True, oleh=self.penyusun, waktu=waktu
        )

    def _iku_bersama(self) -> None:
        versi = self._salin_iku(2022, 2024)
        ss2 = IndikatorSasaran.objects.select_related("ketetapan", "sasaran").get(
            sasaran__versi__rencana__instansi=self.instansi,
            sasaran__versi__rencana__tahun=2024,
            sasaran__jenjang=1,
            sasaran__urutan=2,
        )
        iku.tindakan.tambah_bersama(
            versi=versi,
            ketetapan=ss2.ketetapan,
            sasaran=ss2.sasaran.uraian,
            penanggung_jawab_cetak="Kepala Badan",
            oleh=self.penyusun,
        )
        iku.tindakan.tetapkan(versi=versi, **self._penetapan("iku_2024"))

    # ── realizations ──
    def _isi_tahun(self, tahun: int) -> None:
        baris = list(
            self._versi_iku(tahun).indikator.select_related("ketetapan__indikator").order_by("urutan")
        )
        for triwulan in (1, 2, 3, 4):
            jadwal = buka_triwulan(self.instansi, tahun, triwulan, awal_pengisian(tahun, triwulan))
            for urutan, iku_ini in enumerate(baris):
                masukan = self.data["realisasi"][tahun][urutan][triwulan - 1]
                self._isi_satu(
                    iku_ini.ketetapan.indikator,
                    triwulan,
                    masukan,
                    BIDANG_IKU[urutan],
                    self.pukul(jadwal.buka, 9),
                )
            kunci(
                k=PageContext(self.penyusun, self.instansi, tahun),
                triwulan=triwulan,
                oleh=self.penyusun,
                waktu=self.pukul(jadwal.tutup + timedelta(days=1)),
            )

    def _isi_satu(
        self, indikator: Indikator, triwulan: int, masukan: Mapping[str, int], bidang: str, waktu: datetime
    ) -> None:
        perubahan = {f"var:{kode}": str(nilai) for kode, nilai in masukan.items()} | {
            "uraian": self.data["uraian"]
        }
        staf, kabid = self.orang(f"staf.{bidang}"), self.orang(f"kabid.{bidang}")
        hasil = tindakan_realisasi.isi(
            indikator=indikator, triwulan=triwulan, perubahan=perubahan, oleh=staf, kini=waktu
        )
        diajukan = tindakan_realisasi.ajukan(
            realisasi=hasil.realisasi, oleh=staf, kini=waktu + timedelta(hours=1)
        )
        tindakan_realisasi.setujui(realisasi=diajukan, oleh=kabid, kini=waktu + timedelta(days=1))

    def _buka_2024(self) -> None:
        hari = timezone.localdate(self.kini, self.instansi.zone)
        buka_triwulan(self.instansi, 2024, 1, hari)
        ss2 = IndikatorSasaran.objects.select_related("ketetapan__indikator").get(
            sasaran__versi__rencana__instansi=self.instansi, sasaran__jenjang=1, sasaran__urutan=2
        )
        tindakan_realisasi.isi(
            indikator=ss2.ketetapan.indikator, triwulan=1, oleh=self.orang("staf.wasnas"), kini=self.kini,
            perubahan={"teks": self.data["draf_ss2_tw1_2024"], "uraian": self.data["uraian"]},
        )  # fmt: skip


def awal_pengisian(tahun: int, triwulan: int) -> date:
    """The first day after the quarter."""
    return date(tahun + 1, 1, 1) if triwulan == 4 else date(tahun, triwulan * 3 + 1, 1)


def buka_triwulan(instansi: Instansi, tahun: int, triwulan: int, buka: date) -> JadwalTriwulan:
    """Entry for 30 days from ``buka``, due on the 20th of them."""
    jadwal, _ = JadwalTriwulan.objects.get_or_create(
        instansi=instansi, tahun=tahun, triwulan=triwulan,
        defaults={"buka": buka, "batas": buka + timedelta(days=20), "tutup": buka + timedelta(days=30)},
    )  # fmt: skip
    return jadwal
