"""Notices: in the application always, by e-mail only when a server is set; never twice for the same thing."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.text import Truncator

from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.models import (
    JadwalTriwulan,
    KunciTriwulan,
    Pemberitahuan,
    PengisiIndikator,
    Realisasi,
)
from bakesbang.kinerja.wewenang import Wewenang
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.permissions import page_url
from bakesbang.organisasi.roles import Peran
from bakesbang.paper.dates import tanggal_panjang

logger = logging.getLogger(__name__)
BATAS_TUNGGU = 10  # seconds that a mail server may keep a page waiting


def kabarkan(
    untuk: Iterable[Pengguna],
    *,
    instansi: Instansi,
    tahun: int,
    kunci: str,
    isi: str,
    tautan: str,
    waktu: datetime,
) -> list[Pemberitahuan]:
    """One notice for each active person who has none under this ``kunci`` yet. Returns the new ones."""
    orang = {p.pk: p for p in untuk if p.is_active}
    sudah = set(Pemberitahuan.objects.filter(kunci=kunci, untuk__in=orang).values_list("untuk_id", flat=True))
    baru = [
        Pemberitahuan(
            untuk=p, instansi=instansi, tahun=tahun, kunci=kunci, isi=isi, tautan=tautan, dibuat_pada=waktu
        )
        for pk, p in orang.items()
        if pk not in sudah
    ]
    # Two submissions at once may both want to say the same; the constraint lets one of them.
    Pemberitahuan.objects.bulk_create(baru, ignore_conflicts=True)
    surel = [p.untuk_id for p in baru if p.untuk.email]
    if surel and settings.EMAIL_HOST:
        transaction.on_commit(lambda: kirim_surel(surel, kunci, waktu), robust=True)
    return baru


def kirim_surel(orang: Iterable[int], kunci: str, waktu: datetime) -> int:
    """E-mails the notices under this ``kunci`` and answers how many went out. A server that is down, or an address
    that it refuses, is logged and never undoes the act; the notice in the application stands all the same."""
    menunggu = Pemberitahuan.objects.filter(kunci=kunci, untuk__in=list(orang), dikirim_pada=None)
    terkirim = 0
    for p in menunggu.select_related("untuk", "instansi"):
        # Claimed before it is sent: of two processes one sends.
        if not menunggu.filter(pk=p.pk).update(dikirim_pada=waktu):
            continue
        judul = f"Kinerja {p.instansi.nama_pendek or p.instansi.nama}: {p.isi}"
        try:
            with get_connection(timeout=BATAS_TUNGGU) as sambungan:
                pesan = EmailMessage(
                    Truncator(" ".join(judul.split())).chars(100), f"{p.isi}\n\nBuka Kinerja untuk menindaklanjuti.",
                    settings.DEFAULT_FROM_EMAIL, [p.untuk.email], connection=sambungan,
                )  # fmt: skip
                pesan.send()
        except Exception:
            logger.warning("Surel pemberitahuan %s tidak terkirim.", p.pk, exc_info=True)
            Pemberitahuan.objects.filter(pk=p.pk).update(dikirim_pada=None)
        else:
            terkirim += 1
    return terkirim


def _tautan(nama: str, r: Realisasi) -> str:
    indikator = r.indikator
    return page_url(indikator.instansi, indikator.tahun, nama, triwulan=r.triwulan)


def diajukan(r: Realisasi, wewenang: Wewenang, waktu: datetime) -> None:
    """Tells who may decide. Once a day and quarter, however many rows were sent together."""
    instansi = r.indikator.instansi
    kabid = wewenang.pemutus(r)
    pimpinan = Pengguna.objects.filter(instansi=instansi, peran=Peran.PIMPINAN)
    reviu = Pengguna.objects.filter(pk__in=kabid) if kabid else pimpinan
    hari = waktu.astimezone(instansi.zone).date()
    kabarkan(
        reviu, instansi=instansi, tahun=r.indikator.tahun, kunci=f"reviu:{r.indikator.tahun}:{r.triwulan}:{hari}",
        isi=f"Isian {label_of(r.triwulan)} {r.indikator.tahun} menunggu reviu Anda.", tautan=_tautan("realisasi:reviu", r), waktu=waktu,
    )  # fmt: skip


def dikembalikan(r: Realisasi, waktu: datetime) -> None:
    """Tells who submitted it, and the staff of the units that fill it in."""
    unit = [p.unit_id for p in r.indikator.baris_pengisi.all()]
    staf = Pengguna.objects.filter(instansi=r.indikator.instansi, peran=Peran.STAF, unit__in=unit)
    orang = {*staf, *([r.diajukan_oleh] if r.diajukan_oleh else [])}
    kabarkan(
        orang, instansi=r.indikator.instansi, tahun=r.indikator.tahun, kunci=f"kembali:{r.pk}:{r.versi}",
        isi=f"“{r.ketetapan}” ({label_of(r.triwulan)}) dikembalikan: {r.catatan}", tautan=f"{_tautan('realisasi:isi', r)}#b{r.indikator_id}", waktu=waktu,
    )  # fmt: skip


# ── the calendar ──
def pelaksana(jadwal: JadwalTriwulan) -> Iterable[Pengguna]:
    """Who types and who reviews in this agency: staff and heads."""
    return Pengguna.objects.filter(instansi=jadwal.instansi, peran__in=[Peran.STAF, Peran.KABID])


def _tautan_jadwal(jadwal: JadwalTriwulan) -> str:
    return page_url(jadwal.instansi, jadwal.tahun, "realisasi:isi", triwulan=jadwal.triwulan)


def dibuka(jadwal: JadwalTriwulan, waktu: datetime, hari: date | None = None) -> list[Pemberitahuan]:
    """Tells staff and heads that entry is open and when it is due; again when the dates were moved. A quarter that
    opens later, is closed or locked says nothing (the daily command says it on the day)."""
    if not jadwal.terbuka(hari or waktu.astimezone(jadwal.instansi.zone).date()):
        return []
    kunci = f"buka:{jadwal.tahun}:{jadwal.triwulan}:{jadwal.buka}:{jadwal.batas}:{jadwal.tutup}"
    isi = (
        f"Pengisian {label_of(jadwal.triwulan)} {jadwal.tahun} dibuka. Batas pengajuan {tanggal_panjang(jadwal.batas)}, "
        f"ditutup {tanggal_panjang(jadwal.tutup)}."
    )
    return kabarkan(
        pelaksana(jadwal), instansi=jadwal.instansi, tahun=jadwal.tahun, kunci=kunci, isi=isi, tautan=_tautan_jadwal(jadwal), waktu=waktu
    )  # fmt: skip


def dikunci(kunci: KunciTriwulan, waktu: datetime) -> list[Pemberitahuan]:
    """Tells staff, heads and pimpinan that nothing of the quarter can be changed any more."""
    jadwal = kunci.jadwal
    pimpinan = Pengguna.objects.filter(instansi=jadwal.instansi, peran=Peran.PIMPINAN)
    isi = f"{label_of(jadwal.triwulan)} {jadwal.tahun} dikunci. Isiannya tidak dapat diubah lagi dan laporannya sudah tetap."
    return kabarkan(
        [*pelaksana(jadwal), *pimpinan], instansi=jadwal.instansi, tahun=jadwal.tahun, isi=isi,
        kunci=f"kunci:{jadwal.tahun}:{jadwal.triwulan}:{kunci.nomor}", tautan=_tautan_jadwal(jadwal), waktu=waktu,
    )  # fmt: skip


def dibuka_kembali(
    jadwal: JadwalTriwulan, nomor: int, indikator_ids: Collection[int], alasan: str, waktu: datetime
) -> list[Pemberitahuan]:
    """Tells who must correct the named rows, and who decides them again: the staff of their units, heads, pimpinan.
    ``nomor`` is the lock that was opened, so that each reopening is told once."""
    unit = PengisiIndikator.objects.filter(indikator__in=indikator_ids).values("unit")
    orang = Pengguna.objects.filter(instansi=jadwal.instansi)
    staf = orang.filter(peran=Peran.STAF, unit__in=unit)
    atasan = orang.filter(peran__in=[Peran.KABID, Peran.PIMPINAN])
    isi = f"{label_of(jadwal.triwulan)} {jadwal.tahun} dibuka kembali untuk {len(indikator_ids)} indikator: {alasan}"
    return kabarkan(
        [*staf, *atasan], instansi=jadwal.instansi, tahun=jadwal.tahun, isi=isi,
        kunci=f"buka-kembali:{jadwal.tahun}:{jadwal.triwulan}:{nomor}", tautan=_tautan_jadwal(jadwal), waktu=waktu,
    )  # fmt: skip
