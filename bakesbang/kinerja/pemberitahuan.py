"""Notices: in the application always, by e-mail only when a server is set; never twice for the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse

from bakesbang.kinerja.models import Pemberitahuan, Realisasi
from bakesbang.kinerja.wewenang import Wewenang
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.peran import Peran
from bakesbang.perhitungan.triwulan import sebut


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
    surel = [p.email for pk, p in orang.items() if pk not in sudah and p.email]
    if surel and settings.EMAIL_HOST:
        transaction.on_commit(lambda: kirim_surel(surel, isi))
    return baru


def kirim_surel(alamat: Iterable[str], isi: str) -> None:
    """One message each, over one connection; a mail server that is down never undoes the act."""
    pesan = [EmailMessage(f"Kinerja: {isi[:80]}", isi, settings.DEFAULT_FROM_EMAIL, [a]) for a in alamat]
    with get_connection(fail_silently=True) as sambungan:
        sambungan.send_messages(pesan)


def _tautan(nama: str, r: Realisasi) -> str:
    kode = r.indikator.instansi.kode
    return reverse(nama, kwargs={"kode": kode, "tahun": r.indikator.tahun, "triwulan": r.triwulan})


def diajukan(r: Realisasi, wewenang: Wewenang, waktu: datetime) -> None:
    """Tells who may decide. Once a day and quarter, however many rows were sent together."""
    instansi = r.indikator.instansi
    kepala = {orang for p in r.indikator.baris_pengisi.all() for orang in wewenang.kepala.get(p.unit_id, ())}
    reviu = (
        Pengguna.objects.filter(pk__in=kepala)
        if kepala
        else Pengguna.objects.filter(instansi=instansi, peran=Peran.PIMPINAN)
    )
    hari = waktu.astimezone(instansi.zona).date()
    kabarkan(
        reviu, instansi=instansi, tahun=r.indikator.tahun, kunci=f"reviu:{r.indikator.tahun}:{r.triwulan}:{hari}",
        isi=f"Isian {sebut(r.triwulan)} {r.indikator.tahun} menunggu reviu Anda.", tautan=_tautan("realisasi:reviu", r), waktu=waktu,
    )  # fmt: skip


def dikembalikan(r: Realisasi, waktu: datetime) -> None:
    """Tells who submitted it, and the staff of the units that fill it in."""
    unit = [p.unit_id for p in r.indikator.baris_pengisi.all()]
    staf = Pengguna.objects.filter(instansi=r.indikator.instansi, peran=Peran.STAF, unit__in=unit)
    orang = {*staf, *([r.diajukan_oleh] if r.diajukan_oleh else [])}
    kabarkan(
        orang, instansi=r.indikator.instansi, tahun=r.indikator.tahun, kunci=f"kembali:{r.pk}:{r.versi}",
        isi=f"“{r.ketetapan}” ({sebut(r.triwulan)}) dikembalikan: {r.catatan}", tautan=f"{_tautan('realisasi:isi', r)}#b{r.indikator_id}", waktu=waktu,
    )  # fmt: skip
