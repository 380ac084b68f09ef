"""Every address of the product as everybody: who gets a page, who is sent to sign in, who gets a 403 or a 404.

The table is written by hand from the design (section 5), never asked of the code. A new address that is not in it
fails here until somebody has decided who may open it."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

import iku.tindakan_perubahan
import rencana_aksi.tindakan_perubahan
from bakesbang import urls
from bakesbang.importing import upload
from bakesbang.organisasi.models import (
    BerkasImpor,
    Instansi,
    Jabatan,
    Pejabat,
    Pengguna,
    TahunKerja,
    UnitKerja,
)
from iku.models import IndikatorKinerjaUtama, VersiIku
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from tests.bakesbang.realisasi import panggung as p

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.sapuan,
]  # a sweep reaches everything and tells little of each line

urlpatterns = urls.urlpatterns  # without its handlers

# Who. "lain" is the same role in another unit; "lama" a kabid who holds no office now.
ORANG = [
    "staf",
    "staf-lain",
    "kabid",
    "kabid-lain",
    "kabid-lama",
    "penyusun",
    "pimpinan",
    "pemeriksa",
    "admin",
    "superuser",
]
KELOMPOK = {
    "semua": set(ORANG),
    "penyusun": {"penyusun"},
    "tetapkan": {"penyusun", "pimpinan"},
    "kelola": {"admin", "superuser"},
    "buka": {"penyusun", "admin", "superuser"},
    "pimpinan": {"pimpinan"},
    "ekspor": {"penyusun", "pemeriksa"},
    "super": {"superuser"},
    "isi": {"staf", "staf-lain", "kabid", "kabid-lain", "kabid-lama", "penyusun"},
    "reviu": {"kabid", "kabid-lain", "kabid-lama", "pimpinan"},
    "baris": {"staf", "kabid", "penyusun"},  # the row belongs to one unit
    "kepala": {"kabid"},  # the head of that unit decides
    "-": set(),  # the method does not exist there: 405
}
TEMPELAN = b"Sasaran Strategis\tIndikator\tTarget TW I\nMeningkatnya A\tJumlah B\tTW I = 2 kegiatan\n"
# Address, the answer to GET for those who may, who may GET, who may POST.
TABEL = """
awal:awal                      302 semua     -
awal:instansi                  200 super     -
awal:instansi_baru             200 super     super
awal:instansi_salin            200 super     super
awal:instansi_nonaktifkan      200 super     super
awal:instansi_aktifkan         200 super     super
akun:masuk                     302 semua     semua
akun:keluar                    405 -         semua
akun:sandi                     200 semua     semua
akun:kode                      200 semua     semua
akun:konfirmasi                200 semua     semua
akun:keamanan                  200 semua     -
akun:dua_langkah               200 semua     semua
akun:dua_langkah_lepas         405 -         semua
akun:sesi_akhiri               405 -         semua
akun:security_txt              200 semua     -
beranda:beranda                200 semua     -
beranda:cari                   200 semua     -
beranda:kabar                  200 semua     -
beranda:kabar_buka             405 -         semua
beranda:kabar_dibaca           405 -         semua
beranda:impor                  200 penyusun  penyusun
beranda:impor_periksa          200 penyusun  penyusun
beranda:pilih_tahun            405 -         semua
beranda:riwayat                200 semua     -
beranda:riwayat_xlsx           200 ekspor    -
rencana_aksi:matriks           200 semua     -
rencana_aksi:daftar            200 semua     -
rencana_aksi:tetapkan          200 tetapkan  tetapkan
rencana_aksi:mulai             200 penyusun  penyusun
rencana_aksi:sunting           200 penyusun  -
rencana_aksi:sunting_tindak    405 -         penyusun
rencana_aksi:sunting_cari      200 penyusun  -
rencana_aksi:sunting_isi       405 -         penyusun
rencana_aksi:sunting_rincian   200 penyusun  -
rencana_aksi:sunting_hapus     200 penyusun  -
rencana_aksi:lembar            200 penyusun  penyusun
rencana_aksi:lembar_unduh      200 penyusun  -
rencana_aksi:perubahan         200 penyusun  penyusun
rencana_aksi:beda              200 semua     -
rencana_aksi:beda_cetak        200 semua     -
rencana_aksi:selaraskan        405 -         penyusun
rencana_aksi:buang             200 penyusun  penyusun
rencana_aksi:salin             200 penyusun  penyusun
rencana_aksi:cetak             200 semua     -
iku:daftar                     200 semua     -
iku:semua                      200 semua     -
iku:mulai                      200 penyusun  penyusun
iku:sunting                    200 penyusun  -
iku:sunting_kepala             405 -         penyusun
iku:sunting_tambah             405 -         penyusun
iku:sunting_langkah            405 -         penyusun
iku:sunting_baris              405 -         penyusun
iku:sunting_pilih              200 penyusun  -
iku:sunting_hapus              200 penyusun  penyusun
iku:tetapkan                   200 tetapkan  tetapkan
iku:perubahan                  200 penyusun  penyusun
iku:beda                       200 semua     -
iku:beda_cetak                 200 semua     -
iku:selaraskan                 405 -         penyusun
iku:buang                      200 penyusun  penyusun
iku:salin                      200 penyusun  penyusun
iku:cetak                      200 semua     -
indikator:satu                 200 semua     -
indikator:cetak                200 semua     -
indikator:definisi             200 penyusun  penyusun
indikator:mutu                 200 semua     -
indikator:rumus                200 penyusun  penyusun
indikator:rumus_periksa        405 -         penyusun
indikator:kebijakan            200 semua     -
indikator:kebijakan_ubah       200 kelola    kelola
realisasi:awal                 302 semua     -
realisasi:isi                  200 semua     baris
realisasi:simpan               405 -         baris
realisasi:rincian              200 semua     baris
realisasi:kurang               200 semua     -
realisasi:ajukan               405 -         baris
realisasi:tarik                405 -         baris
realisasi:bukti_tambah         405 -         baris
realisasi:bukti                302 semua     -
realisasi:bukti_hapus          200 semua     baris
realisasi:lembar               200 isi       isi
realisasi:lembar_unduh         200 isi       -
realisasi:reviu_awal           302 reviu     -
realisasi:reviu                200 reviu     reviu
realisasi:putus                405 -         kepala
realisasi:jadwal               200 semua     -
realisasi:jadwal_usulan        200 penyusun  penyusun
realisasi:jadwal_atur          200 penyusun  penyusun
realisasi:kunci                200 penyusun  penyusun
realisasi:buka_kembali         200 penyusun  penyusun
realisasi:catatan_pimpinan     200 pimpinan  pimpinan
realisasi:laporan              200 semua     -
realisasi:laporan_satu         200 semua     -
realisasi:cetak                200 semua     -
realisasi:formulir             200 semua     -
organisasi:unit                200 kelola    -
organisasi:unit_baru           200 kelola    kelola
organisasi:unit_ubah           200 kelola    kelola
organisasi:unit_nonaktifkan    200 kelola    kelola
organisasi:unit_aktifkan       200 kelola    kelola
organisasi:impor               200 kelola    kelola
organisasi:instansi            200 kelola    kelola
organisasi:tahun_baru          200 buka      buka
organisasi:jabatan             200 kelola    -
organisasi:jabatan_baru        200 kelola    kelola
organisasi:pejabat             200 kelola    -
organisasi:jabatan_ubah        200 kelola    kelola
organisasi:jabatan_nonaktifkan 200 kelola    kelola
organisasi:jabatan_aktifkan    200 kelola    kelola
organisasi:pejabat_baru        200 kelola    kelola
organisasi:pejabat_ubah        200 kelola    kelola
organisasi:pejabat_akhiri      200 kelola    kelola
organisasi:pengguna            200 kelola    -
organisasi:pengguna_baru       200 kelola    kelola
organisasi:pengguna_ubah       200 kelola    kelola
organisasi:pengguna_nonaktifkan 200 kelola   kelola
organisasi:pengguna_aktifkan   200 kelola    kelola
organisasi:pengguna_sandi      200 kelola    kelola
"""


@dataclass(frozen=True)
class Aturan:
    kode: int
    baca: set[str]
    kirim: set[str]


ATURAN = {
    nama: Aturan(int(kode), KELOMPOK[baca], KELOMPOK[kirim])
    for nama, kode, baca, kirim in (b.split() for b in TABEL.strip().splitlines())
}


# ── the addresses there are ──
def semua_pola(resolver: URLResolver, awal: str = "", ruang: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every pattern but those of Django's own admin (tests/bakesbang/organisasi/test_admin.py)."""
    for pola in resolver.url_patterns:
        rute = awal + str(pola.pattern)
        if isinstance(pola, URLPattern):
            yield f"{ruang}{pola.name}", rute
        elif pola.namespace != "admin":
            yield from semua_pola(pola, rute, f"{ruang}{pola.namespace}:" if pola.namespace else ruang)


SEMUA_POLA = list(semua_pola(get_resolver("bakesbang.urls")))
POLA = [(nama, rute) for nama, rute in SEMUA_POLA if nama in ATURAN]


def test_the_table_names_every_address_and_no_other():
    assert {nama for nama, _ in SEMUA_POLA} == set(ATURAN)


# ── filling in from the demonstration ──
def isi_rute(rute: str, pk: int = 0, tahun: int = 2024, kode: str = "bakesbangpol", triwulan: int = 1) -> str:
    isi = {
        "kode": kode,
        "tahun": tahun,
        "triwulan": triwulan,
        "pk": pk,
        "jenis": "rencana-aksi",
        "format": "xlsx",
        "medan": "pengisi",
    }
    alamat = re.sub(r"<\w+:(\w+)>", lambda m: str(isi[m[1]]), rute)
    alamat = re.sub(r"\(\?P<\w+>pdf\|xlsx\)", "xlsx", alamat).replace("^", "").replace("$", "")
    assert "<" not in alamat, f"{rute}: bagian yang belum dikenal uji ini"
    return f"/{alamat}"


def contoh(nama: str, rute: str) -> int:
    """A row that the address can show."""
    if "sunting" in nama and nama.startswith("rencana_aksi"):
        asal = Sasaran.objects.filter(versi__status="draf", jenjang=3) if "/s/" in rute else (
            IndikatorSasaran.objects.filter(sasaran__versi__status="draf", sasaran__jenjang=3)
        )  # fmt: skip
        return asal.order_by("pk").first().pk
    if nama.startswith("iku:sunting"):
        return IndikatorKinerjaUtama.objects.filter(versi__status="draf").order_by("pk").first().pk
    if nama in ("realisasi:bukti", "realisasi:bukti_hapus"):
        return p.indikator().realisasi.get(triwulan=1).bukti.get().pk
    if nama == "beranda:impor_periksa":
        return BerkasImpor.objects.get().pk
    if nama.startswith("awal:instansi_"):
        return Instansi.objects.get(kode="bakesbangpol").pk
    if nama.startswith("organisasi:unit"):
        return UnitKerja.objects.get(kode="wasnas").pk
    if nama in ("organisasi:pejabat_ubah", "organisasi:pejabat_akhiri"):
        return Pejabat.objects.get(jabatan__kode="kabid-wasnas").pk
    if nama.startswith(("organisasi:jabatan", "organisasi:pejabat")):
        return Jabatan.objects.get(kode="kabid-wasnas").pk
    if nama.startswith("organisasi:pengguna"):
        return p.orang("staf.wasnas").pk
    return p.indikator().pk


def kiriman(nama: str, pk: int) -> dict[str, str]:
    """What would change something, if this person were allowed to."""
    return {
        "realisasi:isi": {f"b{pk}.isi.uraian": "Diubah.", f"b{pk}.dimuat.uraian": ""},
        "realisasi:simpan": {"isi.uraian": "Diubah.", "dimuat.uraian": ""},
        "realisasi:rincian": {"isi.uraian": "Diubah.", "dimuat.uraian": ""},
        "realisasi:ajukan": {"unit": "poldagri"},
        "realisasi:bukti_tambah": {"tautan": "https://contoh.go.id/lain"},
        "realisasi:putus": {"keputusan": "setujui"},
        "realisasi:catatan_pimpinan": {"catatan": "Pertahankan."},
        "realisasi:kunci": {"alasan": "Tenggat."},
        "rencana_aksi:perubahan": {"alasan": "Anggaran berubah.", "mulai_triwulan": "2"},
        "beranda:pilih_tahun": {"tahun": "2024"},
    }.get(nama, {})


@dataclass(frozen=True)
class Alamat:
    nama: str
    rute: str
    pk: int

    @property
    def aturan(self) -> Aturan:
        return ATURAN[self.nama]

    def url(self, tahun: int = 2024) -> str:
        kueri = f"?baris=s{self.pk}" if self.nama == "rencana_aksi:sunting_cari" else ""
        return isi_rute(self.rute, self.pk, tahun) + kueri


@pytest.fixture
def semua(peragaan, settings) -> Iterator[list[Alamat]]:
    """One row submitted with evidence, a draf Perubahan of each document, a neighbour. Thousands of requests:
    without the watch over repeated queries, a session row each, a drawn page and a logged trace for every refusal."""
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.startswith("zeal.")]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.ROOT_URLCONF = __name__
    logging.disable(logging.WARNING)
    p.ajukan(p.indikator())
    perubahan = {
        "alasan": "Anggaran berubah.",
        "mulai_triwulan": 2,
        "oleh": p.orang("penyusun"),
        "waktu": timezone.now(),
    }
    rencana_aksi.tindakan_perubahan.mulai_perubahan(versi=VersiRencanaAksi.objects.get(), **perubahan)
    iku.tindakan_perubahan.mulai_perubahan(versi=VersiIku.objects.get(daftar__tahun=2024), **perubahan)
    upload.receive(
        instansi=p.rumah(),
        tahun=2025,
        destination="rencana-aksi",
        name=upload.PASTED,
        content=TEMPELAN,
        oleh=p.orang("penyusun"),
        now=timezone.now(),
    )
    dinkes = Instansi.objects.create(kode="dinkes", nama="Dinas Kesehatan")
    TahunKerja.objects.create(instansi=dinkes, tahun=2024)
    yield [Alamat(nama, rute, contoh(nama, rute)) for nama, rute in POLA]
    logging.disable(logging.NOTSET)


def masuk(siapa: str, **pilihan: bool) -> Client:
    client = Client(raise_request_exception=False, **pilihan)
    client.force_login(pengguna(siapa))
    return client


def pengguna(siapa: str) -> Pengguna:
    dinkes, unit = Instansi.objects.get(kode="dinkes"), UnitKerja.objects.get(kode="poldagri")
    baru: dict[str, dict[str, object]] = {
        "kabid-lama": {"instansi": p.rumah(), "peran": "kabid", "unit": unit},
        "superuser": {"is_superuser": True},
        "tetangga": {"instansi": dinkes, "peran": "penyusun"},
    }
    if siapa in baru:
        return Pengguna.objects.create(username=f"uji.{siapa}", nama=siapa, **baru[siapa])
    akun = {
        "staf": "staf.poldagri",
        "staf-lain": "staf.wasnas",
        "kabid": "kabid.poldagri",
        "kabid-lain": "kabid.wasnas",
    }
    return p.orang(akun.get(siapa, siapa))


@contextmanager
def sementara() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tulisan(kueri: CaptureQueriesContext) -> list[str]:
    return [
        k["sql"]
        for k in kueri.captured_queries
        if k["sql"].startswith(("INSERT", "UPDATE", "DELETE", "REPLACE"))
    ]


# ── as everybody ──
@pytest.mark.parametrize("siapa", ORANG)
def test_each_role_gets_exactly_its_pages_and_writes_only_where_it_may(semua, siapa):
    client, salah = masuk(siapa), []
    for a in semua:
        if a.nama.startswith("akun:"):
            continue  # below
        aturan, url = a.aturan, a.url()
        kode = client.get(url).status_code
        harap = aturan.kode if siapa in aturan.baca else (405 if aturan.kode == 405 else 403)
        if kode != harap:
            salah.append(f"GET {url} ({a.nama}): {kode}, seharusnya {harap}")
        with sementara(), CaptureQueriesContext(connection) as kueri:
            kode = client.post(url, kiriman(a.nama, a.pk)).status_code
        if siapa in aturan.kirim:
            if kode >= 500 or kode in (403, 405):
                salah.append(f"POST {url} ({a.nama}): {kode}, seharusnya boleh")
        elif kode not in ((403, 404) if aturan.kirim else (405,)) or tulisan(kueri):
            salah.append(f"POST {url} ({a.nama}): {kode}, menulis {tulisan(kueri)}")
    assert salah == []


def test_strangers_sign_in_neighbours_see_nothing_and_a_form_needs_its_token(semua):
    tamu, tetangga = Client(raise_request_exception=False), masuk("tetangga")
    tanpa_token, salah = masuk("penyusun", enforce_csrf_checks=True), []
    for a in semua:
        if a.nama in ("akun:masuk", "akun:keluar", "akun:security_txt"):
            continue
        for metode, boleh in (("get", a.aturan.baca), ("post", a.aturan.kirim)):
            jawab = getattr(tamu, metode)(a.url())
            if boleh and not (jawab.status_code == 302 and jawab["Location"].startswith("/masuk/")):
                salah.append(f"{metode} {a.url()} tanpa masuk: {jawab.status_code}")
            if "<slug:kode>" in a.rute:
                kode = getattr(tetangga, metode)(a.url()).status_code
                if kode != (404 if boleh else 405):
                    salah.append(f"{metode} {a.url()} dari instansi lain: {kode}")
        if a.aturan.kirim:
            with CaptureQueriesContext(connection) as kueri:
                kode = tanpa_token.post(a.url(), kiriman(a.nama, a.pk)).status_code
            if kode != 403 or tulisan(kueri):
                salah.append(f"POST {a.url()} tanpa token: {kode}")
    assert salah == []


def test_an_unknown_year_names_the_years_there_are(semua, settings):
    settings.ROOT_URLCONF = "bakesbang.urls"
    client, salah = masuk("penyusun"), []
    for a in semua:
        if "<slug:kode>" not in a.rute or not a.aturan.baca:
            continue
        jawab = client.get(a.url(tahun=1999))
        isi = jawab.content.decode()
        if jawab.status_code != 404 or "Belum ada dokumen tahun 1999" not in isi or ">2024</a>" not in isi:
            salah.append(f"{a.nama}: {jawab.status_code}")
    assert salah == []


def test_the_door_leads_in_and_out(semua):
    client = masuk("staf")
    assert Client().get("/masuk/").status_code == 200
    assert client.get("/masuk/").status_code == 302
    assert client.get("/sandi/").status_code == 200
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").status_code == 302
    assert client.get("/bakesbangpol/2024/")["Location"].startswith("/masuk/")
