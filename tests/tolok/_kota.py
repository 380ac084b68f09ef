"""A database of the size that design section 9 names: 20 agencies × 5 years × 300 indicators of a Rencana Aksi, all
with two quarters locked and a third one open.

The first agency is made by the product's own actions, the others are its rows once more with other numbers, since
thirty thousand indicators one by one would take longer than everything that is measured. The first agency then gets
what the pages of work need: a draf Perubahan of its last plan, and one more year with an IKU of 300 ratios (two
quarters locked with frozen reports, the third one sent to the last row, a draf Perubahan, next year's copy as draf)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

import iku.tindakan_perubahan
import rencana_aksi.tindakan_perubahan
from bakesbang.importing import upload
from bakesbang.kinerja.models import BuktiDukung, JadwalTriwulan, Realisasi
from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, StatusPejabat
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi.tindakan import kunci
from bakesbang.trail.install_triggers import without_triggers
from iku import tindakan as tindakan_iku
from iku.models import VersiIku
from rencana_aksi.models import VersiRencanaAksi
from tests.bakesbang.beranda import besar
from tests.iku.besar import buat_besar

APLIKASI = {"organisasi", "kinerja", "rencana_aksi", "iku", "jejak"}
JARAK = 1_000_000  # between the numbers of one agency's rows and the next one's
TAHUN_RENCANA, TAHUN_IKU = 2024, 2025
NOMOR = {"jejak_catatan.objek_id", "jejak_catatan.instansi_nomor", "kinerja_langkah.versi_id"}
TUNGGAL = {  # unique texts
    "organisasi_instansi.kode": "replace(kode, 'instansi-0', 'instansi-{n}')",
    "organisasi_pengguna.username": "username || '.{n}'",
    "kinerja_indikator.kunci": "lower(hex(randomblob(16)))",
}


def isi_kota(banyak_instansi: int, tahun: int, indikator: int) -> None:
    """Fills an empty SQLite database."""
    besar.isi_basis_data(tahun, indikator, per_instansi=tahun)
    gandakan(banyak_instansi)
    instansi = Instansi.objects.get(kode="instansi-0")
    penyusun = Pengguna.objects.get(username="penyusun")
    _kepala_semua(instansi)
    _perubahan_rencana(instansi, penyusun)
    _tahun_iku(instansi, penyusun, indikator)
    _sisanya(instansi, penyusun, indikator)


def gandakan(banyak: int) -> None:
    """Every row of the one agency there is once more for each further agency."""
    tabel = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in APLIKASI]
    with without_triggers("default"), transaction.atomic(), connection.cursor() as cursor:
        for n in range(1, banyak):
            for model in tabel:
                kolom = [f for f in model._meta.concrete_fields if f.column]
                nama = ", ".join(f'"{f.column}"' for f in kolom)
                isi = ", ".join(_ganda(f, n) for f in kolom)
                meja, pk = model._meta.db_table, model._meta.pk.column
                cursor.execute(
                    f'INSERT INTO "{meja}" ({nama}) SELECT {isi} FROM "{meja}" WHERE "{pk}" < {JARAK}'
                )


def _ganda(f: Any, n: int) -> str:
    tempat = f"{f.model._meta.db_table}.{f.column}"
    if tempat in TUNGGAL:
        return TUNGGAL[tempat].format(n=n)
    milik_kita = isinstance(f, models.ForeignKey) and f.related_model._meta.app_label in APLIKASI
    # A history row keeps the number of its row in a plain field called "id".
    if f.primary_key or f.name == "id" or milik_kita or tempat in NOMOR:
        return f'"{f.column}" + {n * JARAK}'
    return f'"{f.column}"'


def _kepala_semua(instansi: Instansi) -> None:
    """A head of every unit: who reviews most."""
    orang = Pengguna.objects.create(
        username="kepala", nama="Kepala", instansi=instansi, peran="kabid", unit=instansi.unit.first()
    )
    for jabatan in Jabatan.objects.filter(unit__instansi=instansi, kepala=True):
        Pejabat.objects.create(
            jabatan=jabatan, pengguna=orang, nama="KEPALA", mulai=date(2020, 1, 1), status=StatusPejabat.PLT
        )


def _perubahan_rencana(instansi: Instansi, oleh: Pengguna) -> None:
    versi = VersiRencanaAksi.objects.get(rencana__instansi=instansi, rencana__tahun=TAHUN_RENCANA)
    rencana_aksi.tindakan_perubahan.mulai_perubahan(
        versi=versi, alasan="Anggaran berubah.", mulai_triwulan=3, oleh=oleh, waktu=timezone.now()
    )


def _tahun_iku(instansi: Instansi, oleh: Pengguna, banyak: int) -> None:
    kini, siapa = timezone.now(), {"oleh": oleh, "waktu": timezone.now()}
    versi = buat_besar(instansi, TAHUN_IKU, banyak)
    tindakan_iku.tetapkan(
        versi=versi, nomor_surat="1", tanggal=date(TAHUN_IKU, 1, 2), penanda_tangan=None, **siapa
    )
    besar.jalani_tahun(instansi, TAHUN_IKU, oleh)
    terbuka = Realisasi.objects.filter(indikator__instansi=instansi, indikator__tahun=TAHUN_IKU, triwulan=3)
    terbuka.update(status="diajukan", diajukan_oleh=oleh, diajukan_pada=kini)
    JadwalTriwulan.objects.filter(instansi=instansi, tahun=TAHUN_IKU).update(
        dikunci_oleh=None, dikunci_pada=None
    )
    for triwulan in (1, 2):
        kunci(k=PageContext(oleh, instansi, TAHUN_IKU), triwulan=triwulan, alasan_paksa="Tenggat.", **siapa)
    versi = VersiIku.objects.get(daftar__instansi=instansi, status="ditetapkan")
    iku.tindakan_perubahan.mulai_perubahan(versi=versi, alasan="Anggaran berubah.", mulai_triwulan=3, **siapa)
    iku.tindakan_perubahan.salin_tahun(sumber=versi, tahun=TAHUN_IKU + 1, dengan_target=True, **siapa)


def _sisanya(instansi: Instansi, oleh: Pengguna, banyak: int) -> None:
    """An evidence, a pasted file, a superuser."""
    kini = timezone.now()
    baris = Realisasi.objects.filter(indikator__instansi=instansi, indikator__tahun=TAHUN_RENCANA, triwulan=3)
    BuktiDukung.objects.create(
        realisasi=baris.earliest("pk"), jenis="tautan", judul="Notula", tautan="https://contoh.go.id/notula",
        diunggah_oleh=oleh, diunggah_pada=kini,
    )  # fmt: skip
    isi = "Sasaran Strategis\tIndikator\tTarget TW I\n" + "".join(
        f"Meningkatnya {n // 3}\tJumlah {n}\tTW I = {n} kegiatan\n" for n in range(banyak)
    )
    upload.receive(
        instansi=instansi, tahun=TAHUN_IKU, destination="rencana-aksi", name=upload.PASTED, content=isi.encode(),
        oleh=oleh, now=kini,
    )  # fmt: skip
    Pengguna.objects.create(username="superuser", nama="Superuser", is_superuser=True)
