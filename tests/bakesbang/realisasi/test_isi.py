"""The entry grid: what it shows, what each request answers, and the whole of it in a real Chromium."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from bakesbang.kinerja.models import Indikator, JadwalTriwulan, KetetapanIndikator, Realisasi
from tests.bakesbang.realisasi import panggung as p

KODE = {"kode": "bakesbangpol", "tahun": 2024}
KISI = "/bakesbangpol/2024/realisasi/1/"


def alamat(nama: str, **lain) -> str:
    return reverse(f"realisasi:{nama}", kwargs={**KODE, **lain})


@pytest.fixture
def sebagai(peragaan):
    def masuk(username: str) -> Client:
        client = Client()
        client.force_login(peragaan.pengguna(username))
        return client

    return masuk


@pytest.fixture
def kegiatan(peragaan) -> Indikator:
    """Filled in by Poldagri, 100% in every quarter."""
    return KetetapanIndikator.objects.get(uraian="Persentase pendaftaran ormas yang difasilitasi").indikator


@pytest.fixture
def iku(peragaan) -> Indikator:
    """Computed from two inputs of Kewaspadaan Nasional."""
    return Indikator.objects.filter(tahun=2024, ketetapan__rumus__gt="").order_by("pk").first()


def simpan(
    client: Client, indikator: Indikator, medan: str = "teks", teks: str = "", dimuat: str = "", **lain
):
    data = {f"isi.{medan}": teks, f"dimuat.{medan}": dimuat, **lain}
    return client.post(
        alamat("simpan", triwulan=1, pk=indikator.pk), data, headers={"accept": "application/json"}
    )


# ── the page ──
def test_staff_see_the_rows_of_their_unit_once(sebagai):
    isi = sebagai("staf.poldagri").get(KISI)
    uraian = [b.uraian for k in isi.context["kelompok"] for b in k.baris]
    assert len(uraian) == len(set(uraian)) == 9
    assert "Persentase LSM/ORMAS/PARPOL yang berpartisipasi aktif dalam pembangunan" in uraian


def test_an_indicator_of_both_documents_appears_once(sebagai):
    isi = sebagai("penyusun").get(KISI + "?unit=semua")
    uraian = [b.uraian for k in isi.context["kelompok"] for b in k.baris]
    assert uraian.count("Angka konflik berlatar belakang isu SARA") == 1
    assert len(uraian) == 20


def test_another_units_grid_is_read_only(sebagai):
    isi = sebagai("staf.poldagri").get(KISI + "?unit=wasnas")
    assert all(b.terkunci for k in isi.context["kelompok"] for b in k.baris)
    assert b"Ajukan" not in isi.content


def test_an_unknown_unit_or_quarter_is_a_404(sebagai):
    staf = sebagai("staf.poldagri")
    assert staf.get(KISI + "?unit=entah").status_code == 404
    assert staf.get(alamat("isi", triwulan=5)).status_code == 404


def test_the_start_leads_to_the_open_quarter(sebagai):
    assert sebagai("staf.poldagri").get(alamat("awal")).url == KISI


def test_queries_do_not_grow_with_rows(sebagai, django_assert_max_num_queries):
    client = sebagai("penyusun")
    with django_assert_max_num_queries(37):
        client.get(KISI + "?unit=ideologi")
    with django_assert_max_num_queries(37):
        client.get(KISI + "?unit=semua")


def test_a_quarter_nobody_can_type_in_offers_neither_submission_nor_the_workbook(sebagai):
    belum = sebagai("staf.poldagri").get(KISI.replace("/realisasi/1/", "/realisasi/3/")).content.decode()
    assert "Triwulan ini belum dijadwalkan." in belum
    assert "Ajukan" not in belum
    assert "Isi lewat Excel" not in belum


# ── saving ──
def test_a_saved_field_answers_its_state_and_what_it_computes(sebagai, kegiatan):
    jawab = simpan(sebagai("staf.poldagri"), kegiatan, teks="90%")
    data = jawab.json()
    assert "Tersimpan pukul" in data["medan"]["teks"]["ket"]
    assert "90%" in data["capaian"]
    assert data["status"] == "draf"
    assert "Draf" in data["lencana"]


def test_inputs_of_a_formula_compute_at_once(sebagai, iku):
    staf = sebagai("staf.wasnas")
    assert simpan(staf, iku, "var:selesai", "6").json()["hasil"] == "Belum lengkap"
    data = simpan(staf, iku, "var:ada", "8").json()
    assert (data["hasil"], data["kerja"]) == ("75%", "6 ÷ 8 × 100% = 75%")


def test_an_ambiguous_number_asks_with_the_answers(sebagai, kegiatan):
    staf = sebagai("staf.poldagri")
    medan = simpan(staf, kegiatan, teks="1.500").json()["medan"]["teks"]
    assert [p[0] for p in medan["pilihan"]] == ["ribuan", "desimal"]
    medan = simpan(staf, kegiatan, teks="1.500", dimuat="1.500", **{"tafsir.teks": "desimal"}).json()[
        "medan"
    ]["teks"]
    assert medan["pilihan"] == []
    assert str(Realisasi.objects.get(indikator=kegiatan).angka) == "1.5"


@pytest.mark.parametrize(("teks", "kata"), [("dua puluh", "bukan angka"), ("-3", "negatif")])
def test_the_impossible_is_said_and_nothing_changes(sebagai, kegiatan, teks, kata):
    data = simpan(sebagai("staf.poldagri"), kegiatan, teks=teks).json()
    assert kata in data["medan"]["teks"]["salah"]
    assert Realisasi.objects.get(indikator=kegiatan).teks == ""


def test_a_stale_value_is_a_conflict_that_names_the_other(sebagai, kegiatan):
    simpan(sebagai("penyusun"), kegiatan, teks="80%")
    data = simpan(sebagai("staf.poldagri"), kegiatan, teks="90%").json()
    bentrok = data["medan"]["teks"]["bentrok"]
    assert (bentrok["nilai"], bentrok["oleh"]) == ("80%", "Dimas Kurniawan")
    assert Realisasi.objects.get(indikator=kegiatan).teks == "80%"


@pytest.mark.parametrize("siapa", ["staf.wasnas", "pimpinan", "pemeriksa", "admin"])
def test_another_units_row_is_a_403(sebagai, kegiatan, siapa):
    assert simpan(sebagai(siapa), kegiatan, teks="1").status_code == 403
    assert not Realisasi.objects.filter(indikator=kegiatan).exists()


def test_a_foreign_id_is_a_404(sebagai, peragaan):
    lama = Indikator.objects.filter(tahun=2021).first()
    assert simpan(sebagai("penyusun"), lama, teks="1").status_code == 404


def test_a_closed_quarter_answers_why(sebagai, kegiatan):
    JadwalTriwulan.objects.filter(tahun=2024).update(
        buka="2024-04-01", batas="2024-04-10", tutup="2024-04-20"
    )
    jawab = simpan(sebagai("staf.poldagri"), kegiatan, teks="1")
    assert jawab.status_code == 409
    assert "ditutup sejak" in jawab.json()["pesan"]


def test_an_expired_session_answers_401_and_keeps_the_page(peragaan, kegiatan):
    assert simpan(Client(), kegiatan, teks="1").status_code == 401


def test_an_unknown_field_is_refused(sebagai, kegiatan):
    jawab = simpan(sebagai("staf.poldagri"), kegiatan, "status", "disetujui")
    assert jawab.status_code == 400
    assert not Realisasi.objects.filter(indikator=kegiatan, status="disetujui").exists()


# ── submission ──
def test_submission_sends_what_is_complete_and_names_the_rest(sebagai, kegiatan):
    staf = sebagai("staf.poldagri")
    simpan(staf, kegiatan, teks="100%")
    simpan(staf, kegiatan, "faktor_pendukung", "Loket dibuka setiap hari.")
    jawab = staf.post(alamat("ajukan", triwulan=1), {"unit": "poldagri"}, follow=True)
    assert Realisasi.objects.get(indikator=kegiatan).status == "diajukan"
    pesan = [str(m) for m in jawab.context["messages"]]
    assert pesan == [
        "1 indikator diajukan ke Kepala Bidang.",
        "6 indikator belum dapat diajukan. Daftarnya ada di bawah isian.",
    ]
    staf.post(alamat("tarik", triwulan=1, pk=kegiatan.pk))
    assert Realisasi.objects.get(indikator=kegiatan).status == "draf"


def test_without_javascript_the_whole_page_saves(sebagai, kegiatan):
    awalan = f"b{kegiatan.pk}."
    data = {f"{awalan}isi.teks": "95%", f"{awalan}dimuat.teks": ""}
    assert sebagai("staf.poldagri").post(KISI, data).status_code == 302
    assert Realisasi.objects.get(indikator=kegiatan).teks == "95%"


def test_without_javascript_an_unchanged_page_says_so(sebagai):
    jawab = sebagai("pemeriksa").post(KISI, {}, follow=True)
    assert [str(m) for m in jawab.context["messages"]] == ["Tidak ada isian yang berubah."]


def test_without_javascript_what_was_wrong_stays_typed(sebagai, kegiatan):
    awalan = f"b{kegiatan.pk}."
    jawab = sebagai("staf.poldagri").post(
        KISI, {f"{awalan}isi.teks": "dua puluh", f"{awalan}dimuat.teks": ""}
    )
    assert "dua puluh" in jawab.content.decode()
    assert "bukan angka" in jawab.content.decode()


# ── in a browser ──
@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
class TestPeramban:
    def isian(self, halaman, nama: str):
        return halaman.page.get_by_label(f"Realisasi TW I, {nama}")

    def test_keyboard_from_end_to_end_saves_every_cell(self, peragaan, halaman):
        halaman.masuk("staf.poldagri").buka(KISI)
        pertama = self.isian(halaman, "Jumlah database ormas setiap kecamatan")
        pertama.focus()
        halaman.page.keyboard.type("1")
        halaman.page.keyboard.press("Enter")
        halaman.page.keyboard.press("ArrowDown")
        halaman.page.keyboard.type("1")
        halaman.page.keyboard.press("Enter")
        halaman.page.get_by_text("Tersimpan pukul").nth(1).wait_for()
        assert sorted(
            Realisasi.objects.filter(indikator__tahun=2024, diisi_oleh__username="staf.poldagri").values_list(
                "teks", flat=True
            )
        ) == ["1", "1"]
        halaman.page.evaluate(
            "window.scrollTo(0, 0)"
        )  # a target half under the sticky head counts as too small
        assert halaman.pelanggaran_axe() == []

    def test_escape_restores_the_saved_value(self, peragaan, halaman, kegiatan):
        halaman.masuk("staf.poldagri").buka(KISI)
        m = self.isian(halaman, "Persentase pendaftaran ormas yang difasilitasi")
        m.fill("77")
        m.press("Escape")
        assert m.input_value() == ""
        m.blur()
        assert not Realisasi.objects.filter(indikator=kegiatan).exists()

    def test_a_conflict_is_shown_and_the_choice_saved(self, peragaan, halaman, kegiatan):
        halaman.masuk("staf.poldagri").buka(KISI)
        lain = Client()
        lain.force_login(peragaan.pengguna("penyusun"))
        simpan(lain, kegiatan, teks="18")
        m = self.isian(halaman, "Persentase pendaftaran ormas yang difasilitasi")
        m.fill("90")
        m.blur()
        halaman.page.get_by_text("Dimas Kurniawan mengubah menjadi 18 pukul").wait_for()
        assert halaman.pelanggaran_axe() == []
        halaman.page.get_by_role("button", name="Pakai 90 dari saya").click()
        halaman.page.get_by_text("Tersimpan pukul").first.wait_for()
        assert Realisasi.objects.get(indikator=kegiatan).teks == "90"

    def test_a_lost_connection_keeps_what_was_typed_and_sends_it_again(self, peragaan, halaman, kegiatan):
        halaman.masuk("staf.poldagri").buka(KISI)
        halaman.page.context.set_offline(True)
        m = self.isian(halaman, "Persentase pendaftaran ormas yang difasilitasi")
        m.fill("88")
        m.blur()
        halaman.page.get_by_text("Sambungan terputus sejak").wait_for()
        assert m.input_value() == "88"
        halaman.page.context.set_offline(False)
        halaman.page.get_by_text("Tersimpan pukul").first.wait_for()
        assert Realisasi.objects.get(indikator=kegiatan).teks == "88"
        halaman.keluhan.clear()  # the refused requests are what this test is about

    def test_an_expired_session_asks_to_sign_in_in_place(self, peragaan, halaman, kegiatan):
        halaman.masuk("staf.poldagri").buka(KISI)
        peragaan.pengguna("staf.poldagri")
        halaman.page.context.clear_cookies(name="sessionid")
        m = self.isian(halaman, "Persentase pendaftaran ormas yang difasilitasi")
        m.fill("66")
        m.blur()
        halaman.page.get_by_label("Kata sandi").fill("Peragaan-2024")
        halaman.page.get_by_role("button", name="Masuk dan kirim").click()
        halaman.page.get_by_text("Tersimpan pukul").first.wait_for()
        assert Realisasi.objects.get(indikator=kegiatan).teks == "66"
        halaman.keluhan.clear()

    def test_a_block_from_excel_fills_the_column_after_a_preview(self, peragaan, halaman):
        halaman.masuk("staf.poldagri").buka(KISI)
        m = self.isian(halaman, "Jumlah database ormas setiap kecamatan")
        m.focus()
        teks = json.dumps("1\r\n\r\n1\r\n")
        halaman.page.evaluate(
            f"""() => {{ const d = new DataTransfer(); d.setData('text/plain', {teks});
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', {{clipboardData: d, bubbles: true, cancelable: true}})); }}"""
        )
        halaman.page.get_by_role("button", name="Tempel", exact=True).click()
        halaman.page.get_by_text("Tersimpan pukul").nth(1).wait_for()
        assert Realisasi.objects.filter(indikator__tahun=2024, teks="1").count() == 2

    def test_the_panel_opens_with_f2_and_its_stories_save(self, peragaan, halaman, kegiatan):
        halaman.masuk("staf.poldagri").buka(KISI)
        m = self.isian(halaman, "Persentase pendaftaran ormas yang difasilitasi")
        m.focus()
        m.press("F2")
        cerita = halaman.page.get_by_label("Uraian")
        cerita.fill("Tiga hari pelayanan.")
        cerita.blur()
        halaman.page.locator("#panel").get_by_text("Tersimpan pukul").first.wait_for()
        assert Realisasi.objects.get(indikator=kegiatan).uraian == "Tiga hari pelayanan."
        assert halaman.pelanggaran_axe() == []

    def test_on_a_phone_nothing_runs_off_the_side(self, peragaan, halaman_ponsel):
        halaman_ponsel.masuk("staf.wasnas").buka(KISI)
        assert not halaman_ponsel.bergeser_ke_samping()
        assert halaman_ponsel.pelanggaran_axe() == []


def test_queries_do_not_grow_with_rows_that_are_being_typed(sebagai):
    client = sebagai("penyusun")
    p.isi(p.indikator())
    satu = p.banyak_kueri(client, KISI)
    for uraian in (p.KEGIATAN, p.USULAN, p.TERLIBAT, p.DISKUSI):
        p.isi(p.indikator(uraian), teks="5")
    assert p.banyak_kueri(client, KISI) == satu
