"""Bad luck through HTTP: whatever arrives is answered in words, changes nothing, and leaves what was typed.

Files, links, conflicts, closed quarters and foreign rows are pinned where they are handled (tests/bakesbang/realisasi);
here is what no single page owns."""

import logging
import re
import sqlite3
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from bakesbang.kinerja.models import (
    BuktiDukung,
    Indikator,
    JadwalTriwulan,
    KunciTriwulan,
    NilaiVariabel,
    Realisasi,
)
from tests.bakesbang.realisasi import panggung as p

EMOJI = "Rapat selesai 🎉👩🏽‍💼 — “tepat waktu” ﷽ Ãé\u200d"
PANJANG = "kata " * 2000  # 10,000 letters
NUL = "Rapat\0koordinasi"
RAKSASA = "9" * 5000  # more digits than Python turns into an int


@pytest.fixture(autouse=True)
def _tanpa_catatan():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def rina(peragaan, client: Client) -> Client:
    """Staff of Poldagri, TW I open."""
    client.raise_request_exception = False
    return p.masuk(client, "staf.poldagri")


def klien(username: str) -> Client:
    return p.masuk(Client(raise_request_exception=False), username)


def simpan(client: Client, indikator: Indikator, **isian: str):
    return client.post(
        p.alamat("simpan", triwulan=1, pk=indikator.pk),
        {f"isi.{m}": t for m, t in isian.items()},
        headers={"accept": "application/json"},
    )


def baris(indikator: Indikator) -> Realisasi | None:
    return Realisasi.objects.filter(indikator=indikator, triwulan=1).first()


# ── numbers ──
@pytest.mark.parametrize(
    "teks",
    ["dua puluh", "-3", "12,5,5", "1e400", "∞", "NaN", "½", "٣", "9" * 60, RAKSASA, "0x1F", "=1+1"],
)
def test_what_is_no_possible_number_is_said_and_not_saved(rina, teks):
    jawab = simpan(rina, p.indikator(), teks=teks)
    assert jawab.status_code == 200
    assert jawab.json()["medan"]["teks"]["salah"]
    assert baris(p.indikator()).teks == ""


@pytest.mark.parametrize("teks", ["-1", "tiga", "1-2", RAKSASA])
def test_a_count_of_a_formula_is_a_number_and_not_negative(rina, teks):
    jawab = simpan(rina, p.indikator(p.IKU_ORMAS), **{"var:ada": teks})
    assert jawab.json()["medan"]["var:ada"]["salah"]
    assert not NilaiVariabel.objects.filter(
        realisasi__indikator=p.indikator(p.IKU_ORMAS), realisasi__triwulan=1
    ).exists()


def test_without_scripts_a_wrong_number_is_named_and_stays_typed(rina):
    pk = p.indikator().pk
    isi = {f"b{pk}.isi.teks": "dua puluh", f"b{pk}.dimuat.teks": ""}
    jawab = rina.post(p.alamat("isi", triwulan=1), isi)
    assert "Belum disimpan" in jawab.content.decode()
    assert jawab.context["ketikan"][f"b{pk}.isi.teks"] == "dua puluh"


# ── texts ──
@pytest.mark.parametrize(
    "teks", [PANJANG.strip(), EMOJI, "<script>alert(1)</script>", "{{ 7|add:7 }} %s %(a)s \\"]
)
def test_a_story_is_kept_to_the_letter_and_shown_as_text(rina, teks):
    assert simpan(rina, p.indikator(), uraian=teks).status_code == 200
    assert baris(p.indikator()).uraian == teks
    isi = rina.get(p.alamat("rincian", triwulan=1, pk=p.indikator().pk)).content.decode()
    assert "<script>alert" not in isi
    assert rina.get(p.alamat("isi", triwulan=1)).status_code == 200


def test_a_very_long_title_of_evidence_is_cut_not_refused(rina):
    tujuan = p.alamat("bukti_tambah", triwulan=1, pk=p.indikator().pk)
    rina.post(tujuan, {"tautan": "https://contoh.go.id/a", "judul": PANJANG})
    assert len(BuktiDukung.objects.get().judul) <= 255
    rina.post(tujuan, {"tautan": "https://contoh.go.id/" + "a" * 10_000})
    assert BuktiDukung.objects.count() == 1


@pytest.mark.parametrize("medan", ["uraian", "teks", "faktor_penghambat"])
def test_a_nul_is_refused_in_words(rina, medan):
    jawab = simpan(rina, p.indikator(), **{medan: NUL})
    assert jawab.status_code == 400
    assert "tidak terbaca" in jawab.json()["pesan"]
    assert baris(p.indikator()) is None


def test_a_nul_reaches_no_page(rina):
    for alamat in ("/bakesbangpol/2024/cari/?q=a%00b", p.alamat("isi", triwulan=1) + "?unit=%00", "/?%00=1"):
        jawab = rina.get(alamat)
        assert jawab.status_code == 400
        assert "tidak terbaca" in jawab.content.decode()
    assert rina.get("/bakesbangpol%00/2024/").status_code == 404
    jawab = Client().post("/masuk/", {"username": "rina\0", "password": "x"})
    assert jawab.status_code == 400
    tujuan = p.alamat("bukti_tambah", triwulan=1, pk=p.indikator().pk)
    jawab = rina.post(tujuan, {"tautan": "https://a.id/\0"}, headers={"accept": "text/plain"})
    assert (jawab.status_code, BuktiDukung.objects.count()) == (400, 0)


# ── addresses and names of fields ──
@pytest.mark.parametrize(
    "alamat",
    [
        f"/bakesbangpol/{RAKSASA}/",
        f"/bakesbangpol/2024/realisasi/{RAKSASA}/",
        f"/bakesbangpol/2024/realisasi/1/rincian/{RAKSASA}/",
        f"/bakesbangpol/2024/realisasi/1/rincian/{'9' * 30}/",
        f"/bakesbangpol/{'9' * 30}/",
        "/bakesbangpol/2024/realisasi/9/",
        "/bakesbangpol/2024/realisasi/0/kurang/",
        "/bakesbangpol/2024/realisasi/1/laporan/entah/",
        "/bakesbangpol/2024/realisasi/1/laporan/iku/cetak/exe/",
        "/bakesbangpol/2024/rencana-aksi/?versi=²",
        "/bakesbangpol/2024/realisasi/1/?unit=' OR 1=1 --",
        "/bakesbangpol/../../etc/passwd",
    ],
)
def test_an_address_that_cannot_be_is_a_404(rina, alamat):
    jawab = rina.get(alamat)
    assert jawab.status_code == 404
    assert "Halaman tidak ditemukan" in jawab.content.decode()


@pytest.mark.parametrize("nilai", ["²", RAKSASA, "-1", "abc", "1.1.1", "'"])
def test_numbers_in_forms_that_are_none_break_nothing(peragaan, nilai):
    p.ajukan(p.indikator())
    pk = p.indikator().pk
    staf, hadi, penyusun = klien("staf.poldagri"), klien("kabid.poldagri"), klien("penyusun")
    jawaban = [
        staf.post("/bakesbangpol/2024/pilih-tahun/", {"tahun": nilai}),
        staf.post(p.alamat("isi", triwulan=1), urlencode({f"b{nilai}.isi.uraian": "x"}), "application/x-www-form-urlencoded"),
        hadi.post(p.alamat("putus", triwulan=1, pk=pk), {"keputusan": "kembalikan", "catatan": "", "versi": nilai}),
        staf.post(p.alamat("lembar", triwulan=1), {"berkas_id": nilai}),
        hadi.post(p.alamat("reviu", triwulan=1), {"keputusan": "setujui", "pilih": [nilai, f"{pk}.{nilai}", f"{nilai}.1"]}),
        hadi.get(p.alamat("reviu", triwulan=1), {"saring": nilai}),
        penyusun.post(p.alamat("buka_kembali", triwulan=1), {"indikator": nilai, "alasan": "a", "rujukan": "b"}),
        penyusun.post(p.alamat("jadwal_usulan"), {"batas": nilai, "tutup": nilai, "simpan": "1"}),
        penyusun.post(p.alamat("jadwal_atur", triwulan=2), {"buka": nilai, "batas": nilai, "tutup": nilai}),
        penyusun.get("/bakesbangpol/2024/organisasi/"),
        klien("admin").get("/bakesbangpol/2024/organisasi/pengguna/", {"page": nilai, "peran": nilai, "unit": nilai}),
        klien("pemeriksa").get("/bakesbangpol/2024/riwayat/", {"page": nilai, "halaman": nilai, "siapa": nilai, "unit": nilai, "dari": nilai}),
    ]  # fmt: skip
    assert [j.request["PATH_INFO"] for j in jawaban if j.status_code >= 500] == []
    assert Realisasi.objects.get(indikator=pk, triwulan=1).status == "diajukan"
    assert JadwalTriwulan.objects.filter(tahun=2024).count() == 1


def test_fields_that_nobody_has_are_refused(rina):
    for medan in ("status", "versi", "disetujui_oleh", "var:entah", "id"):
        jawab = simpan(rina, p.indikator(), **{medan: "disetujui"})
        assert jawab.status_code in (200, 400)
        assert jawab.status_code == 400 or jawab.json()["medan"][medan]["salah"]
    assert baris(p.indikator()) is None or baris(p.indikator()).status == "belum_diisi"


# ── files ──
@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("isian.xlsx", b"MZ\x90\x00" + b"\0" * 200),
        ("isian.xlsx", b"<html><script>x</script>"),
        ("isian.xlsx", b""),
    ],
)
def test_a_workbook_that_is_none_is_refused_in_words(rina, nama, isi):
    jawab = rina.post(p.alamat("lembar", triwulan=1), {"berkas": SimpleUploadedFile(nama, isi)})
    assert jawab.status_code == 422
    assert jawab.context["galat"]


def test_a_hostile_file_name_stays_a_name(rina):
    nama = '../../..\\"><script>alert(1)</script>\r\nX-A: b' + "n" * 300 + ".pdf"
    berkas = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF")
    berkas._name = nama
    tujuan = p.alamat("bukti_tambah", triwulan=1, pk=p.indikator().pk)
    assert rina.post(tujuan, {"berkas": berkas}).status_code == 302
    bukti = BuktiDukung.objects.first()
    if bukti is not None:
        jawab = rina.get(p.alamat("bukti", pk=bukti.pk))
        assert jawab.getvalue().startswith(b"%PDF")
        assert "X-A" not in jawab.headers
        assert b"<script>alert" not in rina.get(p.alamat("rincian", triwulan=1, pk=p.indikator().pk)).content


# ── twice ──
def test_a_double_submission_does_it_once(peragaan):
    staf, hadi = klien("staf.poldagri"), klien("kabid.poldagri")
    baris_awal = p.isi(p.indikator())
    for _ in range(2):
        jawab = staf.post(p.alamat("ajukan", triwulan=1), {"unit": "poldagri"}, follow=True)
        assert jawab.status_code == 200
    baris_awal.refresh_from_db()
    versi = baris_awal.versi
    for _ in range(2):
        hadi.post(
            p.alamat("putus", triwulan=1, pk=p.indikator().pk), {"keputusan": "setujui", "versi": versi}
        )
    baris_awal.refresh_from_db()
    assert baris_awal.status == "disetujui"
    status = list(
        Realisasi.riwayat.filter(id=baris_awal.pk).order_by("history_id").values_list("status", flat=True)
    )
    assert (status.count("diajukan"), status.count("disetujui")) == (1, 1)


@p.PER_BARIS
def test_a_double_lock_is_one_lock(peragaan):
    penyusun = klien("penyusun")
    kode = [
        penyusun.post(p.alamat("kunci", triwulan=1), {"alasan": "Tenggat."}).status_code for _ in range(2)
    ]
    assert kode == [302, 409]
    assert KunciTriwulan.objects.filter(jadwal__tahun=2024).count() == 1


# ── the disk ──
def test_the_backup_line_of_the_readme_copies_a_database_in_use(peragaan, settings, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has pg_dump")
    perintah = re.search(
        r'^python3 -c "(import sqlite3.+)"$', (settings.BASE_DIR / "README.md").read_text(), re.M
    )
    salinan = tmp_path / "salinan.sqlite3"
    naskah = perintah[1].replace("/srv/kinerja/bakesbang.sqlite3", str(connection.settings_dict["NAME"]))
    naskah = naskah.replace("/cadangan/kinerja.sqlite3", str(salinan))
    subprocess.run([sys.executable, "-c", naskah], check=True, timeout=30)
    cadangan = sqlite3.connect(salinan)
    assert cadangan.execute("SELECT count(*) FROM django_migrations WHERE app = 'kinerja'").fetchone()[0] > 0
    cadangan.close()


# ── the door ──
def test_five_wrong_passwords_hold_the_account_with_a_clear_sentence(peragaan):
    client = Client()
    for n in range(5):
        jawab = client.post("/masuk/", {"username": "staf.poldagri", "password": f"salah-{n}"})
    isi = jawab.content.decode()
    assert jawab.status_code == 429
    assert "15 menit" in isi
    assert (
        client.post("/masuk/", {"username": "staf.poldagri", "password": "Peragaan-2024"}).status_code == 429
    )
    assert client.get("/bakesbangpol/2024/").status_code == 302
