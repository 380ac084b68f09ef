"""Evidence: type by content, size, links, who may see it, and that nothing runs."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bakesbang.kinerja.models import BuktiDukung, Indikator, KetetapanIndikator, Realisasi

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def docx(**lain: bytes) -> bytes:
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w") as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("_rels/.rels", "<x/>")
        z.writestr("word/document.xml", "<w/>")
        for nama, isi in lain.items():
            z.writestr(nama, isi)
    return wadah.getvalue()


@pytest.fixture
def kegiatan(peragaan) -> Indikator:
    return KetetapanIndikator.objects.get(uraian="Persentase pendaftaran ormas yang difasilitasi").indikator


@pytest.fixture
def sebagai(peragaan):
    def masuk(username: str) -> Client:
        client = Client()
        client.force_login(peragaan.pengguna(username))
        return client

    return masuk


def tambah(client: Client, indikator: Indikator, nama: str = "", isi: bytes = b"", **data):
    alamat = reverse(
        "realisasi:bukti_tambah",
        kwargs={"kode": "bakesbangpol", "tahun": 2024, "triwulan": 1, "pk": indikator.pk},
    )
    if nama:
        data["berkas"] = SimpleUploadedFile(nama, isi)
    return client.post(alamat, data, headers={"accept": "text/plain"})


def test_a_file_is_kept_under_a_name_of_our_own(sebagai, kegiatan, settings):
    assert tambah(sebagai("staf.poldagri"), kegiatan, "../../Daftar hadir.pdf", PDF).status_code == 200
    bukti = BuktiDukung.objects.get()
    assert bukti.judul == "Daftar hadir.pdf"
    assert bukti.berkas.name.startswith(f"bukti/{kegiatan.instansi_id}/2024/")
    assert "Daftar" not in bukti.berkas.name
    assert len(bukti.sidik) == 64
    assert str(settings.STATIC_ROOT) not in bukti.berkas.path


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("laporan.pdf", b"MZ\x90\x00" + b"\0" * 200, "apa pun akhiran namanya"),
        ("halaman.html", b"<!doctype html><script>alert(1)</script>", "bukan PDF"),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "bukan PDF"),
        ("foto.png", b"<svg onload=alert(1)>", "bukan PDF"),
        ("kosong.pdf", b"", "kosong"),
        ("arsip.zip", docx()[:0] + b"PK\x05\x06" + b"\0" * 18, "bukan PDF"),
        ("makro.docx", docx(**{"word/vbaProject.bin": b"x"}), "makro"),
    ],
)
def test_what_is_not_evidence_is_refused_by_its_content(sebagai, kegiatan, nama, isi, kata):
    jawab = tambah(sebagai("staf.poldagri"), kegiatan, nama, isi)
    assert jawab.status_code == 400
    assert kata in jawab.content.decode()
    assert not BuktiDukung.objects.exists()


def test_a_file_over_its_limit_is_refused_beside_the_field(sebagai, kegiatan):
    jawab = tambah(sebagai("staf.poldagri"), kegiatan, "besar.pdf", PDF + b"\0" * 22 * 1024 * 1024)
    assert jawab.status_code == 400
    assert "22 MB. Paling besar 20 MB" in jawab.content.decode()
    assert not BuktiDukung.objects.exists()


def test_a_body_over_what_the_server_reads_is_refused_unread(sebagai, kegiatan):
    jawab = tambah(sebagai("staf.poldagri"), kegiatan, "besar.pdf", PDF + b"\0" * 50 * 1024 * 1024)
    assert jawab.status_code == 413
    assert "MB" in jawab.content.decode()
    assert not BuktiDukung.objects.exists()


def test_the_same_file_twice_is_noticed(sebagai, kegiatan):
    staf = sebagai("staf.poldagri")
    tambah(staf, kegiatan, "a.pdf", PDF)
    jawab = tambah(staf, kegiatan, "b.pdf", PDF)
    assert "sama dengan “a.pdf”" in jawab.content.decode()
    assert BuktiDukung.objects.count() == 1


@pytest.mark.parametrize(
    "tautan", ["javascript:alert(1)", "data:text/html,x", "ftp://a.b/c", "https://", "bukan tautan", ""]
)
def test_only_web_links_are_links(sebagai, kegiatan, tautan):
    jawab = tambah(sebagai("staf.poldagri"), kegiatan, tautan=tautan)
    assert jawab.status_code == 400
    assert "bukan tautan" in jawab.content.decode()


def test_a_link_is_kept_and_followed(sebagai, kegiatan):
    staf = sebagai("staf.poldagri")
    assert (
        tambah(staf, kegiatan, tautan="https://contoh.go.id/foto", judul="Foto kegiatan").status_code == 200
    )
    bukti = BuktiDukung.objects.get()
    jawab = staf.get(
        reverse("realisasi:bukti", kwargs={"kode": "bakesbangpol", "tahun": 2024, "pk": bukti.pk})
    )
    assert (jawab.status_code, jawab.url) == (302, "https://contoh.go.id/foto")


@pytest.mark.parametrize(
    ("nama", "isi", "cara"),
    [("a.pdf", PDF, "inline"), ("a.png", PNG, "inline"), ("a.docx", docx(), "attachment")],
)
def test_it_is_served_safely_to_readers_of_the_agency(sebagai, kegiatan, nama, isi, cara):
    tambah(sebagai("staf.poldagri"), kegiatan, nama, isi)
    alamat = reverse(
        "realisasi:bukti", kwargs={"kode": "bakesbangpol", "tahun": 2024, "pk": BuktiDukung.objects.get().pk}
    )
    jawab = sebagai("pemeriksa").get(alamat)
    assert b"".join(jawab.streaming_content) == isi
    assert jawab["Content-Disposition"].startswith(cara)
    assert jawab["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in jawab["Content-Security-Policy"]
    assert Client().get(alamat).status_code == 302
    lain = reverse(
        "realisasi:bukti", kwargs={"kode": "bakesbangpol", "tahun": 2021, "pk": BuktiDukung.objects.get().pk}
    )
    assert sebagai("pemeriksa").get(lain).status_code == 404


@pytest.mark.parametrize("siapa", ["staf.wasnas", "pimpinan", "pemeriksa", "admin"])
def test_nobody_else_adds_or_removes(sebagai, kegiatan, siapa):
    tambah(sebagai("staf.poldagri"), kegiatan, "a.pdf", PDF)
    bukti = BuktiDukung.objects.get()
    assert tambah(sebagai(siapa), kegiatan, "b.png", PNG).status_code == 403
    alamat = reverse("realisasi:bukti_hapus", kwargs={"kode": "bakesbangpol", "tahun": 2024, "pk": bukti.pk})
    assert sebagai(siapa).post(alamat).status_code == 403


def test_removing_asks_first_and_leaves_a_trace(sebagai, kegiatan):
    staf = sebagai("staf.poldagri")
    tambah(staf, kegiatan, "a.pdf", PDF)
    bukti = BuktiDukung.objects.get()
    alamat = reverse("realisasi:bukti_hapus", kwargs={"kode": "bakesbangpol", "tahun": 2024, "pk": bukti.pk})
    assert "Hapus “a.pdf”" in staf.get(alamat).content.decode()
    staf.post(alamat)
    bukti.refresh_from_db()
    assert bukti.dihapus_oleh.username == "staf.poldagri"
    assert bukti.berkas.storage.exists(bukti.berkas.name)
    assert staf.get(alamat).status_code == 404


def test_after_submission_evidence_is_read_only(sebagai, kegiatan):
    staf = sebagai("staf.poldagri")
    tambah(staf, kegiatan, "a.pdf", PDF)
    Realisasi.objects.filter(indikator=kegiatan).update(status="belum_diisi")
    simpan = reverse(
        "realisasi:simpan", kwargs={"kode": "bakesbangpol", "tahun": 2024, "triwulan": 1, "pk": kegiatan.pk}
    )
    staf.post(
        simpan,
        {"isi.teks": "100%", "dimuat.teks": "", "isi.faktor_pendukung": "Ada", "dimuat.faktor_pendukung": ""},
    )
    staf.post(
        reverse("realisasi:ajukan", kwargs={"kode": "bakesbangpol", "tahun": 2024, "triwulan": 1}),
        {"unit": "poldagri"},
    )
    assert Realisasi.objects.get(indikator=kegiatan).status == "diajukan"
    jawab = tambah(staf, kegiatan, "b.png", PNG)
    assert "tidak dapat diubah" in jawab.content.decode()


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_a_file_is_attached_from_the_panel(peragaan, halaman, kegiatan, tmp_path):
    berkas = tmp_path / "Daftar hadir.pdf"
    berkas.write_bytes(PDF)
    halaman.masuk("staf.poldagri").buka("/bakesbangpol/2024/realisasi/1/")
    m = halaman.page.get_by_label("Realisasi TW I, Persentase pendaftaran ormas yang difasilitasi")
    m.focus()
    m.press("F2")
    halaman.page.get_by_label("Tambah berkas").set_input_files(berkas)
    halaman.page.get_by_role("button", name="Unggah berkas").click()
    halaman.page.locator("#panel").get_by_role("link", name="Daftar hadir.pdf (tab baru)").wait_for()
    assert halaman.page.locator(f"#b{kegiatan.pk} [data-buka]").inner_text().strip().startswith("1")
    assert halaman.pelanggaran_axe() == []
