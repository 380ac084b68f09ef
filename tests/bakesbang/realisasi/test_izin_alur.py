"""Who may do what to a realization, in which state, at which time: every cell of the design's two tables, through
the pages. The tables below are written by hand from the design (section 5), never asked of the code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bakesbang import urls
from bakesbang.kinerja.models import Indikator, JadwalTriwulan, Realisasi
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from bakesbang.realisasi import tindakan_realisasi
from tests.bakesbang.realisasi import panggung as p

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.sapuan,
]  # a sweep reaches everything and tells little of each line

urlpatterns = urls.urlpatterns  # without its handlers

# ── the design as data ──────────────────────────────────────────────────────────────────────────
# Who: "ya", or the answer a stranger to this act gets (403 inside the agency, 404 outside).
WEWENANG = """
pelaku                         isi ajukan tarik setujui kembalikan kunci buka_kembali jadwal_atur catatan_pimpinan
staf-unit-ini                  ya  ya     ya    403     403        403   403          403         403
staf-unit-lain                 403 403    403   403     403        403   403          403         403
kabid-unit-ini                 ya  ya     ya    ya      ya         403   403          403         403
kabid-unit-lain                403 403    403   403     403        403   403          403         403
kabid-tanpa-jabatan            403 403    403   403     403        403   403          403         403
penyusun                       ya  ya     ya    403     403        ya    ya           ya          403
pimpinan                       403 403    403   403     403        403   403          403         ya
pemeriksa                      403 403    403   403     403        403   403          403         403
admin                          403 403    403   403     403        403   403          403         403
pemeriksa-lain-boleh-baca      403 403    403   403     403        403   403          403         403
superuser                      403 403    403   403     403        403   403          403         403
staf-instansi-lain             404 404    404   404     404        404   404          404         404
kabid-instansi-lain            404 404    404   404     404        404   404          404         404
penyusun-instansi-lain         404 404    404   404     404        404   404          404         404
pimpinan-instansi-lain         404 404    404   404     404        404   404          404         404
pemeriksa-instansi-lain        404 404    404   404     404        404   404          404         404
admin-instansi-lain            404 404    404   404     404        404   404          404         404
"""
# From which state an act leads where; "-" is no transition. "diperbaiki" is draf after a return.
PERALIHAN = """
status        isi         ajukan    tarik       setujui    kembalikan
belum_diisi   draf        -         -           -          -
draf          draf        diajukan  -           -          -
diajukan      -           -         draf        disetujui  dikembalikan
disetujui     -           -         -           -          dikembalikan
dikembalikan  draf        -         -           -          -
diperbaiki    draf        diajukan  -           -          -
"""
# When: "kembali" means only rows that were returned.
WAKTU = """
waktu         isi     ajukan  tarik   setujui kembalikan kunci buka_kembali jadwal_atur catatan_pimpinan
sebelum       tidak   tidak   tidak   ya      ya         ya    tidak        ya          ya
terbuka       ya      ya      ya      ya      ya         ya    tidak        ya          ya
lewat_batas   ya      ya      ya      ya      ya         ya    tidak        ya          ya
ditutup       kembali kembali kembali ya      ya         ya    tidak        ya          ya
dikunci       tidak   tidak   tidak   tidak   tidak      tidak ya           tidak       tidak
"""
# Review of rows that are not everyday ones: who differs from WEWENANG. "tidak" is refused with the reason.
BARIS_KHUSUS = {
    "strategis": {"kabid-unit-ini": "403", "pimpinan": "ya"},
    "tanpa-kabid": {"kabid-unit-ini": "403", "pimpinan": "ya"},
    "diisi-kabid": {"kabid-unit-ini": "tidak", "pimpinan": "ya"},
}
AKSI_BARIS = ("isi", "ajukan", "tarik", "setujui", "kembalikan")
AKSI_TRIWULAN = ("kunci", "buka_kembali", "jadwal_atur", "catatan_pimpinan")
DIKEMBALIKAN = {"dikembalikan", "diperbaiki"}
JUMLAH_SEL = 2873


def tabel(naskah: str) -> dict[str, dict[str, str]]:
    kepala, *baris = [b.split() for b in naskah.strip().splitlines()]
    return {b[0]: dict(zip(kepala[1:], b[1:], strict=True)) for b in baris}


SIAPA, KE, KAPAN = tabel(WEWENANG), tabel(PERALIHAN), tabel(WAKTU)


def boleh_waktu(aksi: str, waktu: str, status: str = "") -> bool:
    jawaban = KAPAN[waktu][aksi]
    return jawaban == "ya" or (jawaban == "kembali" and status in DIKEMBALIKAN)


@dataclass(frozen=True)
class Sel:
    """One cell: what is tried, and the state after it; ``kode`` is set for a stranger."""

    jenis: str  # kind of row
    status: str
    waktu: str
    pelaku: str
    aksi: str
    kode: int | None  # 403 or 404
    ke: str  # the state of the row, or of the quarter, afterwards; "" when nothing moves


def sel_baris(status: str, waktu: str) -> Iterator[Sel]:
    for pelaku, aksi in product(SIAPA, AKSI_BARIS):
        hak, ke = SIAPA[pelaku][aksi], KE[status][aksi]
        pindah = hak == "ya" and ke != "-" and boleh_waktu(aksi, waktu, status)
        yield Sel(
            "biasa", status, waktu, pelaku, aksi, None if hak == "ya" else int(hak), ke if pindah else ""
        )


def sel_khusus(jenis: str, status: str, waktu: str) -> Iterator[Sel]:
    for pelaku, aksi in product(SIAPA, ("setujui", "kembalikan")):
        hak, ke = BARIS_KHUSUS[jenis].get(pelaku, SIAPA[pelaku][aksi]), KE[status][aksi]
        pindah = hak == "ya" and ke != "-" and boleh_waktu(aksi, waktu)
        kode = None if hak in ("ya", "tidak") else int(hak)
        yield Sel(jenis, status, waktu, pelaku, aksi, kode, ke if pindah else "")


def sel_triwulan(waktu: str) -> Iterator[Sel]:
    sesudah = {
        "kunci": "dikunci",
        "buka_kembali": "terbuka",
        "jadwal_atur": "diatur",
        "catatan_pimpinan": "dicatat",
    }
    for pelaku, aksi in product(SIAPA, AKSI_TRIWULAN):
        hak = SIAPA[pelaku][aksi]
        ke = sesudah[aksi] if hak == "ya" and boleh_waktu(aksi, waktu) else ""
        yield Sel("triwulan", "disetujui", waktu, pelaku, aksi, None if hak == "ya" else int(hak), ke)


# Before it opens a quarter holds only untouched rows.
KEADAAN = [("belum_diisi", "sebelum"), *product(KE, ("terbuka", "lewat_batas", "ditutup", "dikunci"))]
KHUSUS = list(product(BARIS_KHUSUS, ("diajukan", "disetujui"), ("terbuka", "dikunci")))


# ── the cast ────────────────────────────────────────────────────────────────────────────────────
def pemeran() -> dict[str, Client]:
    """Everybody signed in once."""
    rumah, dinkes = p.rumah(), Instansi.objects.create(kode="dinkes", nama="Dinas Kesehatan")
    TahunKerja.objects.create(instansi=dinkes, tahun=2024)
    unit = p.orang("staf.poldagri").unit

    def buat(nama: str, **isi: object) -> Pengguna:
        return Pengguna.objects.create(username=nama, nama=nama, **isi)

    orang = {
        "staf-unit-ini": p.orang("staf.poldagri"),
        "staf-unit-lain": p.orang("staf.wasnas"),
        "kabid-unit-ini": p.orang("kabid.poldagri"),
        "kabid-unit-lain": p.orang("kabid.wasnas"),
        "kabid-tanpa-jabatan": buat("kabid.lama", instansi=rumah, peran="kabid", unit=unit),
        "superuser": buat("root", is_superuser=True),
        "pemeriksa-lain-boleh-baca": buat("inspektorat", instansi=dinkes, peran="pemeriksa"),
    }
    orang["pemeriksa-lain-boleh-baca"].instansi_dibaca.add(rumah)
    for peran in ("penyusun", "pimpinan", "pemeriksa", "admin"):
        orang[peran] = p.orang(peran)
    for peran in ("staf", "kabid", "penyusun", "pimpinan", "pemeriksa", "admin"):
        orang[f"{peran}-instansi-lain"] = buat(f"{peran}.dinkes", instansi=dinkes, peran=peran)
    klien = {}
    for nama, siapa in orang.items():
        klien[nama] = Client()
        klien[nama].force_login(siapa)
    return klien


# ── the stage ───────────────────────────────────────────────────────────────────────────────────
@contextmanager
def sementara() -> Iterator[None]:
    """Whatever happens inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def susun(
    indikator: Indikator, status: str, pengisi: str = "staf.poldagri", pemutus: str = "kabid.poldagri"
) -> None:
    """Leads the row into a state the way people do."""
    if status == "belum_diisi":  # typed, but impossible: a row is there and says nothing
        tindakan_realisasi.isi(
            indikator=indikator, triwulan=1, perubahan={"teks": "dua puluh"}, oleh=p.orang(pengisi), kini=timezone.now()
        )  # fmt: skip
        return
    baris = p.isi(indikator, pengisi)
    if status == "draf":
        return
    baris = tindakan_realisasi.ajukan(realisasi=baris, oleh=p.orang(pengisi), kini=timezone.now())
    if status == "disetujui":
        p.setujui(baris, pemutus)
    elif status in DIKEMBALIKAN:
        p.kembalikan(baris, "Periksa lagi.", pemutus)
        if status == "diperbaiki":
            p.isi(indikator, pengisi, uraian="Sudah diperiksa.")


GESER = {"sebelum": 3, "terbuka": 0, "lewat_batas": -25, "ditutup": -40, "dikunci": 0}


def atur_waktu(waktu: str) -> None:
    """TW I 2024 is due 20 days and closed 30 days after it opens."""
    buka = timezone.localdate() + timedelta(days=GESER[waktu])
    isi: dict[str, object] = {
        "buka": buka,
        "batas": buka + timedelta(days=20),
        "tutup": buka + timedelta(days=30),
    }
    if waktu == "dikunci":
        isi |= {"dikunci_oleh": p.orang("penyusun"), "dikunci_pada": timezone.now()}
    JadwalTriwulan.objects.filter(tahun=2024, triwulan=1).update(**isi)


KIRIM: dict[str, dict[str, str]] = {
    "isi": {"isi.uraian": "Ditambah.", "dimuat.uraian": ""},
    "ajukan": {"unit": "poldagri"},
    "tarik": {},
    "setujui": {"keputusan": "setujui"},
    "kembalikan": {"keputusan": "kembalikan", "catatan": "Lampirkan bukti."},
    "kunci": {"alasan": "Tenggat Bappeda."},
    "jadwal_atur": {"buka": "2024-04-02", "batas": "2024-04-20", "tutup": "2024-04-30"},
    "catatan_pimpinan": {"catatan": "Pertahankan."},
}
NAMA_URL = {"isi": "simpan", "setujui": "putus", "kembalikan": "putus"}


def coba(klien: Client, aksi: str, pk: int) -> int:
    kata = {"triwulan": 1} | ({"pk": pk} if aksi in ("isi", "tarik", "setujui", "kembalikan") else {})
    isi = dict(KIRIM.get(aksi, {}))
    if aksi == "isi":
        lama = Realisasi.objects.filter(indikator=pk, triwulan=1).values_list("uraian", flat=True).first()
        isi["dimuat.uraian"] = lama or ""
    if aksi == "buka_kembali":
        isi = {"alasan": "Salah hitung.", "rujukan": "Nota 12/2026", "indikator": str(pk)}
    return klien.post(p.alamat(NAMA_URL.get(aksi, aksi), **kata), isi).status_code


def keadaan(pk: int) -> tuple[object, ...]:
    """Everything an act could move."""
    j = JadwalTriwulan.objects.get(tahun=2024, triwulan=1)
    return (
        *Realisasi.objects.filter(indikator=pk, triwulan=1).values_list(
            "status", "versi", "uraian", "catatan"
        ),
        (j.terkunci, j.buka, j.batas, j.tutup, j.catatan_pimpinan, j.kunci.count()),
    )


def sesudah(aksi: str, pk: int) -> str:
    j = JadwalTriwulan.objects.get(tahun=2024, triwulan=1)
    if aksi == "kunci":
        return "dikunci" if j.terkunci else ""
    if aksi == "buka_kembali":
        return "" if j.terkunci else "terbuka"
    if aksi == "jadwal_atur":
        return "diatur" if str(j.buka) == "2024-04-02" else ""
    if aksi == "catatan_pimpinan":
        return "dicatat" if j.catatan_pimpinan == "Pertahankan." else ""
    return Realisasi.objects.get(indikator=pk, triwulan=1).status


BERHASIL = {"isi": {200}}
DITOLAK = {"isi": {409}, "kembalikan": {422}, "ajukan": {302}, "tarik": {302}, "setujui": {302}}


def periksa(sel: Sel, klien: Client, pk: int, semula: tuple[object, ...]) -> str:
    """What is wrong with the cell, "" when nothing is."""
    with sementara():
        kode = coba(klien, sel.aksi, pk)
        kini = keadaan(pk)
        if sel.ke:
            hasil = sesudah(sel.aksi, pk)
            sah = kode in BERHASIL.get(sel.aksi, {302}) and hasil == sel.ke and kini != semula
            return "" if sah else f"{sel}: jawaban {kode}, keadaan {hasil}"
        harap = {sel.kode} if sel.kode else DITOLAK.get(sel.aksi, {409})
        return "" if kode in harap and kini == semula else f"{sel}: jawaban {kode}, berubah: {kini != semula}"


def jalankan(semua: Iterator[Sel], klien: dict[str, Client], pk: int) -> tuple[int, list[str]]:
    semula = keadaan(pk)
    hasil = [periksa(sel, klien[sel.pelaku], pk, semula) for sel in semua]
    return len(hasil), [h for h in hasil if h]


@pytest.fixture
def klien(peragaan, settings) -> dict[str, Client]:
    """Thousands of requests: without the watch over repeated queries, a session row each, and a drawn page for
    every refusal (the pages of 403 and 404 have their own tests)."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.startswith("zeal.")]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    return pemeran()


def test_every_cell_of_the_workflow(klien, capsys):
    jumlah, salah = 0, []
    indikator = p.indikator()
    for status, waktu in KEADAAN:
        with sementara():
            susun(indikator, status)
            atur_waktu(waktu)
            n, galat = jalankan(sel_baris(status, waktu), klien, indikator.pk)
            jumlah, salah = jumlah + n, salah + galat
    for jenis, status, waktu in KHUSUS:
        with sementara():
            pk = susun_khusus(jenis, status)
            atur_waktu(waktu)
            n, galat = jalankan(sel_khusus(jenis, status, waktu), klien, pk)
            jumlah, salah = jumlah + n, salah + galat
    for waktu in KAPAN:
        with sementara():
            susun(indikator, "disetujui")
            atur_waktu(waktu)
            n, galat = jalankan(sel_triwulan(waktu), klien, indikator.pk)
            jumlah, salah = jumlah + n, salah + galat
    with capsys.disabled():
        sys.stdout.write(f"\n{jumlah} sel izin dan alur diperiksa, {len(salah)} tidak sesuai\n")
    assert salah == []
    assert jumlah == JUMLAH_SEL


def susun_khusus(jenis: str, status: str) -> int:
    """A row whose review is not the head's."""
    if jenis == "strategis":
        indikator = p.indikator(p.STRATEGIS)
        susun(indikator, status, pemutus="pimpinan")
        return indikator.pk
    indikator = p.indikator()
    if jenis == "tanpa-kabid":
        p.orang("kabid.poldagri").jabatan_dipegang.update(selesai=timezone.localdate() - timedelta(days=1))
        susun(indikator, status, pemutus="pimpinan")
    else:
        susun(indikator, status, pengisi="kabid.poldagri", pemutus="pimpinan")
    return indikator.pk


def test_the_table_covers_the_design():
    """Six roles, five states, and the times of a quarter, each for one's own and another unit and agency."""
    assert len(SIAPA) == 17
    assert {s for s in KE if s != "diperbaiki"} == {
        "belum_diisi",
        "draf",
        "diajukan",
        "disetujui",
        "dikembalikan",
    }
    assert len(KEADAAN) * 17 * 5 + len(KHUSUS) * 17 * 2 + len(KAPAN) * 17 * 4 == JUMLAH_SEL
