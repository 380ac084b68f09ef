"""The formula editor: look before it is saved, nothing typed is lost, nothing signed changes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pengukuran import muat_ukuran
from bakesbang.trail.models import Catatan
from iku import tindakan
from tests.bakesbang.indikator.isian import baca, buka, periksa
from tests.iku.besar import buat_besar

BARU = "[Jml konflik IPOLEKSOSBUD yg selesai] / ([Jml konflik IPOLEKSOSBUD yang ada] + 1) × 100%"
ALASAN = {"alasan": "Perwali 12/2021"}


@pytest.fixture
def editor(alamat):
    return f"{alamat}rumus/"


@pytest.fixture
def penyusun(sebagai):
    return sebagai("penyusun")


@pytest.fixture
def draf(peragaan):
    """The editor's address of an indicator that nobody has laid down yet."""
    versi = buat_besar(peragaan.instansi, 2030, 3)
    return f"/bakesbangpol/2030/indikator/{versi.indikator.first().ketetapan.indikator_id}/rumus/"


def simpan(client, alamat, isi):
    return client.post(alamat, isi | {"aksi": "simpan"}, follow=True)


def milik(alamat):
    return Indikator.objects.get(pk=alamat.split("/")[4])


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("penyusun", 200),
        ("pimpinan", 403),
        ("staf.wasnas", 403),
        ("kabid.wasnas", 403),
        ("pemeriksa", 403),
        ("admin", 403),
    ],
)
def test_only_penyusun_edits(sebagai, editor, username, status):
    assert sebagai(username).get(editor).status_code == status
    assert sebagai(username).post(editor, {}).status_code == status
    assert sebagai(username).post(f"{editor}periksa/", {}).status_code == status


def test_editor_opens_with_formula_names_and_the_last_numbers(penyusun, editor):
    isi = buka(penyusun, editor)
    assert (
        isi["rumus"] == "[Jml konflik IPOLEKSOSBUD yg selesai] / [Jml konflik IPOLEKSOSBUD yang ada] × 100%"
    )
    assert (isi["data-0-kode"], isi["data-0-contoh"]) == ("selesai", "9")
    assert (isi["data-1-kode"], isi["data-1-contoh"]) == ("ada", "11")
    assert "81,82%" in penyusun.get(editor).content.decode()


def test_check_shows_the_fraction_with_its_result_and_saves_nothing(penyusun, editor, indikator):
    html = penyusun.post(editor, buka(penyusun, editor) | {"rumus": BARU, "aksi": "periksa"}).content.decode()
    assert "Dibaca sebagai" in html
    assert "= 75%" in html  # 9 of 11 + 1
    assert baca(html)["rumus"] == BARU
    assert indikator.ketetapan.count() == 1


def test_trying_other_numbers_changes_the_result_only(penyusun, editor, indikator):
    isi = buka(penyusun, editor) | {"data-0-contoh": "1", "data-1-contoh": "4", "aksi": "periksa"}
    assert "= 25%" in penyusun.post(editor, isi).content.decode()
    assert "= 25%" not in penyusun.get(editor).content.decode()


@pytest.mark.parametrize(
    ("contoh", "pesan"),
    [
        ("", "Isi angka coba untuk Jml konflik IPOLEKSOSBUD yang ada."),
        ("dua", "“dua” bukan angka"),
        ("0", "tidak terhitung"),
    ],
)
def test_numbers_that_cannot_be_tried_are_told(penyusun, editor, contoh, pesan):
    isi = buka(penyusun, editor) | {"data-1-contoh": contoh, "aksi": "periksa"}
    assert pesan.casefold() in penyusun.post(editor, isi).content.decode().casefold()


@pytest.mark.parametrize("akhir", ["", "periksa/"])
def test_error_names_its_column_points_at_it_and_guesses(penyusun, editor, akhir):
    salah = "[Jml konflik IPOLEKSOSBUD yg selesai] / [Jml konflik IPOLEKSOSBUD yang adaa] × 100%"
    html = penyusun.post(
        editor + akhir, buka(penyusun, editor) | {"rumus": salah, "aksi": "periksa"}
    ).content.decode()
    assert "Kolom 41: Data “Jml konflik IPOLEKSOSBUD yang adaa” tidak dikenal." in html
    assert "Maksud Anda [Jml konflik IPOLEKSOSBUD yang ada]?" in html
    caret = html[: html.index("</pre>")].partition("<pre ")[2].partition(">")[2].splitlines()
    assert caret[1].strip() == "^"
    assert caret[0][caret[1].index("^")] == "["


def test_wrong_formula_is_never_saved_and_never_lost(penyusun, editor, indikator):
    isi = buka(penyusun, editor) | {"rumus": "[Jml konflik IPOLEKSOSBUD yg selesai] / / 2"} | ALASAN
    html = simpan(penyusun, editor, isi).content.decode()
    assert "Kolom 41" in html
    assert baca(html)["rumus"] == isi["rumus"]
    assert baca(html)["alasan"] == ALASAN["alasan"]
    assert indikator.ketetapan.count() == 1


def test_live_check_answers_the_fragment_only(penyusun, editor):
    html = penyusun.post(f"{editor}periksa/", buka(penyusun, editor) | {"rumus": BARU}).content.decode()
    assert "<html" not in html
    assert "= 75%" in html
    assert 'name="diperiksa" value=""' not in html


def test_saving_what_was_not_looked_at_shows_it_first(penyusun, draf):
    isi = buka(penyusun, draf) | {"rumus": "[Jml selesai] / ([Jml ada] + 1) × 100%"}
    html = simpan(penyusun, draf, isi).content.decode()
    assert "Belum disimpan" in html
    assert milik(draf).ketetapan.get().rumus == "[selesai] / [ada] × 100%"
    jawaban = simpan(penyusun, draf, baca(html))
    assert "Formula disimpan." in jawaban.content.decode()
    assert milik(draf).ketetapan.get().rumus == "[selesai] / ([ada] + 1) × 100%"


def test_a_change_after_looking_must_be_looked_at_again(penyusun, draf):
    dilihat = periksa(penyusun, draf, buka(penyusun, draf))
    html = simpan(penyusun, draf, dilihat | {"data-0-agregasi": "terakhir"}).content.decode()
    assert "Belum disimpan" in html
    assert milik(draf).ketetapan.get().variabel.get(kode="selesai").agregasi == "jumlah"


def test_saving_a_draft_leaves_a_trace_with_old_and_new(penyusun, peragaan, draf):
    isi = buka(penyusun, draf) | {"rumus": "[Jml ada] / [Jml selesai]", "kebijakan_nihil": "NIHIL_100"}
    simpan(penyusun, draf, periksa(penyusun, draf, isi))
    k = milik(draf).ketetapan.get()
    assert (k.rumus, k.kebijakan_nihil, k.nomor) == ("[ada] / [selesai]", "NIHIL_100", 1)
    catatan = Catatan.objects.about(k).latest("pk")
    assert catatan.oleh == peragaan.pengguna("penyusun")
    assert catatan.lama["rumus"] == "[selesai] / [ada] × 100%"
    assert catatan.baru["rumus"] == "[ada] / [selesai]"


def test_renaming_a_datum_keeps_its_code_and_the_formula_typed_with_the_old_name(penyusun, draf):
    isi = buka(penyusun, draf) | {"data-0-label": "Perkara selesai"}
    simpan(penyusun, draf, periksa(penyusun, draf, isi))
    k = milik(draf).ketetapan.get()
    assert k.variabel.get(kode="selesai").label == "Perkara selesai"
    assert buka(penyusun, draf)["rumus"] == "[Perkara selesai] / [Jml ada] × 100%"


def test_new_names_in_the_formula_become_data(penyusun, draf):
    isi = buka(penyusun, draf) | {"rumus": "[Jml selesai] / ([Jml ada] + [Perkara tahun berjalan]) × 100%"}
    html = penyusun.post(draf, isi | {"aksi": "periksa"}).content.decode()
    assert "Jadikan data: Perkara tahun berjalan" in html
    isi = baca(penyusun.post(draf, isi | {"aksi": "ambil"}).content.decode())
    assert isi["data-2-label"] == "Perkara tahun berjalan"
    simpan(penyusun, draf, periksa(penyusun, draf, isi))
    assert milik(draf).ketetapan.get().rumus == "[selesai] / ([ada] + [perkara_tahun_berjalan]) × 100%"


def test_an_empty_row_is_added_and_ignored_while_empty(penyusun, draf):
    isi = baca(penyusun.post(draf, buka(penyusun, draf) | {"aksi": "tambah"}).content.decode())
    assert isi["data-TOTAL_FORMS"] == "3"
    simpan(penyusun, draf, periksa(penyusun, draf, isi))
    assert milik(draf).ketetapan.get().variabel.count() == 2


def test_a_datum_taken_away_and_named_again_finds_its_code_and_a_new_one_never_takes_it(
    penyusun, editor, indikator
):
    isi = buka(penyusun, editor) | {
        "rumus": "[Jml konflik IPOLEKSOSBUD yg selesai] / 10",
        "data-1-DELETE": "on",
    }
    simpan(penyusun, editor, periksa(penyusun, editor, isi | ALASAN))
    assert list(indikator.ketetapan.get(status="draf").label_variabel()) == ["selesai"]
    rumus = "[Jml konflik IPOLEKSOSBUD yg selesai] / ([Jml konflik IPOLEKSOSBUD yang ada] + [Ada])"
    isi = buka(penyusun, editor) | {"rumus": rumus, "aksi": "ambil"}
    simpan(penyusun, editor, periksa(penyusun, editor, baca(penyusun.post(editor, isi).content.decode())))
    assert indikator.ketetapan.get(status="draf").label_variabel() == {
        "selesai": "Jml konflik IPOLEKSOSBUD yg selesai", "ada": "Jml konflik IPOLEKSOSBUD yang ada", "ada_2": "Ada",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"data-0-label": ""}, "Tulis nama datanya, atau centang Hapus."),
        ({"data-0-label": "Jml  ADA"}, "sudah dipakai. Beri nama lain."),
        ({"data-0-label": "Jml selesai; tahun lalu"}, "tanpa akhiran “; tahun lalu”"),
        ({"data-0-kode": "Selesai!"}, "Kode “Selesai!” tidak sah."),
        ({"rumus": "1 + " * 1500 + "1"}, "paling banyak 4.000 huruf"),
    ],
)
def test_bad_rows_are_told_beside_the_field_and_kept(penyusun, draf, ubah, pesan):
    html = simpan(penyusun, draf, buka(penyusun, draf) | ubah).content.decode()
    assert pesan in html
    assert milik(draf).ketetapan.get().rumus == "[selesai] / [ada] × 100%"
    assert baca(html)["data-1-label"] == "Jml ada"


@pytest.mark.parametrize("aksi", ["", "periksa", "tambah", "ambil", "simpan", "lain"])
@pytest.mark.parametrize("total", ["", "abc", "9" * 5000, "-1"])
def test_a_broken_request_never_breaks_the_page(penyusun, draf, aksi, total):
    isi = buka(penyusun, draf) | {"data-TOTAL_FORMS": total, "kebijakan_nihil": "ngawur", "aksi": aksi}
    assert penyusun.post(draf, isi).status_code == 200
    assert penyusun.post(draf, {"aksi": aksi}).status_code in {200, 409}
    assert milik(draf).ketetapan.get().rumus == "[selesai] / [ada] × 100%"


def test_datum_that_is_not_used_is_a_warning_only(penyusun, draf):
    isi = buka(penyusun, draf) | {"rumus": "[Jml selesai] × 2"}
    html = penyusun.post(draf, isi | {"aksi": "periksa"}).content.decode()
    assert "Jml ada tidak dipakai formula ini." in html


def test_emptying_the_formula_makes_the_value_typed(penyusun, draf):
    isi = buka(penyusun, draf) | {"rumus": "", "data-0-DELETE": "on", "data-1-DELETE": "on"}
    dilihat = periksa(penyusun, draf, isi)
    simpan(penyusun, draf, dilihat)
    k = milik(draf).ketetapan.get()
    assert (k.rumus, k.variabel.count()) == ("", 0)


def test_last_years_value_asks_for_its_own_number(penyusun, draf):
    isi = buka(penyusun, draf) | {
        "rumus": "([Jml ada] - [Jml ada; tahun lalu]) / [Jml ada; tahun lalu] × 100%"
    }
    html = penyusun.post(draf, isi | {"aksi": "periksa"}).content.decode()
    assert "Angka coba tahun lalu" in html
    isi = baca(html) | {"data-1-contoh": "12", "data-1-contoh_lalu": "10", "aksi": "periksa"}
    assert "= 20%" in penyusun.post(draf, isi).content.decode()


def test_a_circle_is_refused_with_its_path_and_nothing_is_kept(penyusun, peragaan, draf):
    satu, dua = (
        b.ketetapan.indikator for b in milik(draf).ketetapan.get().di_iku.get().versi.indikator.all()[:2]
    )
    alamat_dua = draf.replace(f"/{satu.pk}/", f"/{dua.pk}/")
    simpan(penyusun, draf, periksa(penyusun, draf, buka(penyusun, draf) | {"data-0-hasil_dari": str(dua.pk)}))
    assert satu.ketetapan.get().variabel.get(kode="selesai").hasil_dari == dua
    isi = buka(penyusun, alamat_dua) | {"data-0-hasil_dari": str(satu.pk)}
    html = simpan(penyusun, alamat_dua, periksa(penyusun, alamat_dua, isi)).content.decode()
    assert "Formula berputar" in html
    assert html.count("Persentase perkara 0 yang diselesaikan") >= 1
    assert baca(html)["data-0-hasil_dari"] == str(satu.pk)
    assert dua.ketetapan.get().variabel.get(kode="selesai").hasil_dari is None


# ── What was laid down ──────────────────────────────────────────────────────────────────────────


def test_a_reason_is_required_and_asked_on_saving_only(penyusun, editor, indikator):
    isi = buka(penyusun, editor) | {"rumus": BARU}
    html = penyusun.post(editor, isi | {"aksi": "periksa"}).content.decode()
    assert "Formula ini sudah ditetapkan. Tulis alasan perubahannya." not in html
    jawaban = simpan(penyusun, editor, baca(html))
    assert "Formula ini sudah ditetapkan. Tulis alasan perubahannya." in jawaban.content.decode()
    assert baca(jawaban.content.decode())["rumus"] == BARU
    assert indikator.ketetapan.count() == 1


def test_a_formula_laid_down_changes_through_a_new_draft_and_old_results_stay(
    penyusun, peragaan, editor, indikator
):
    dilihat = periksa(penyusun, editor, buka(penyusun, editor) | {"rumus": BARU} | ALASAN)
    html = simpan(penyusun, editor, dilihat).content.decode()
    assert "Formula disimpan sebagai draf ketetapan nomor 2." in html
    assert "81,82%" in html
    lama, baru = indikator.ketetapan.order_by("nomor")
    assert (lama.rumus, lama.status) == ("[selesai] / [ada] × 100%", "berlaku")
    assert (baru.rumus, baru.status, baru.alasan) == (
        "[selesai] / ([ada] + 1) × 100%",
        "draf",
        "Perwali 12/2021",
    )
    ukuran = muat_ukuran(peragaan.instansi, 2021, indikator_ids=[indikator.pk])[indikator.pk]
    assert ukuran.tw(4).sampai.working == "9 ÷ 11 × 100% = 81,82%"
    assert lama.di_iku.count() == 1  # what was signed still points to what it was signed with


def test_the_new_draft_takes_its_place_in_a_perubahan_that_is_still_a_draft(
    penyusun, peragaan, editor, indikator
):
    baris = indikator.ketetapan.get().di_iku.get()
    perubahan = type(baris.versi).objects.create(
        daftar=baris.versi.daftar, nomor=1, alasan="P-APBD", mulai_triwulan=3
    )
    perubahan.indikator.create(ketetapan=baris.ketetapan, sasaran=baris.sasaran, urutan=1)
    simpan(penyusun, editor, periksa(penyusun, editor, buka(penyusun, editor) | {"rumus": BARU} | ALASAN))
    draf = indikator.ketetapan.get(status="draf")
    assert perubahan.indikator.get().ketetapan == draf
    assert baris.versi.indikator.filter(ketetapan=draf).count() == 0
    tindakan.tetapkan(
        versi=perubahan, nomor_surat="2/2021", tanggal=date(2021, 8, 1), penanda_tangan=None,
        oleh=peragaan.pengguna("penyusun"), waktu=timezone.now(),
    )  # fmt: skip
    ukuran = muat_ukuran(peragaan.instansi, 2021, indikator_ids=[indikator.pk], hanya_disetujui=False)[
        indikator.pk
    ]
    assert ukuran.tw(2).sampai.working == "5 ÷ 6 × 100% = 83,33%"
    assert ukuran.tw(4).sampai.working == "9 ÷ (11 + 1) × 100% = 75%"


def test_the_draft_is_joined_without_a_second_reason(penyusun, editor, indikator):
    simpan(penyusun, editor, periksa(penyusun, editor, buka(penyusun, editor) | {"rumus": BARU} | ALASAN))
    html = penyusun.get(editor).content.decode()
    assert "Draf ketetapan nomor 2" in html
    assert "alasan" not in baca(html)
    isi = baca(html) | {"rumus": BARU.replace("+ 1", "+ 2")}
    simpan(penyusun, editor, periksa(penyusun, editor, isi))
    assert KetetapanIndikator.objects.filter(indikator=indikator).count() == 2
    assert indikator.ketetapan.get(status="draf").rumus == "[selesai] / ([ada] + 2) × 100%"


def test_somebody_elses_change_is_shown_before_it_is_replaced(penyusun, peragaan, draf):
    saya = periksa(penyusun, draf, buka(penyusun, draf) | {"rumus": "[Jml selesai] × 3"})
    simpan(penyusun, draf, periksa(penyusun, draf, buka(penyusun, draf) | {"rumus": "[Jml ada] × 2"}))
    jawaban = simpan(penyusun, draf, saya)
    html = jawaban.content.decode()
    assert jawaban.status_code == 409
    assert "Formula ini berubah sejak Anda membukanya" in html
    assert "oleh Dimas Kurniawan" in html
    assert "[Jml ada] × 2" in html
    assert baca(html)["rumus"] == "[Jml selesai] × 3"
    assert milik(draf).ketetapan.get().rumus == "[ada] × 2"
    simpan(penyusun, draf, baca(html))
    assert milik(draf).ketetapan.get().rumus == "[selesai] × 3"


def test_a_change_in_the_very_last_moment_is_caught_too(penyusun, draf, monkeypatch):
    """The page was fresh when it was read; the stored formula changes before it is locked."""
    isi = periksa(penyusun, draf, buka(penyusun, draf) | {"rumus": "[Jml selesai] × 3"})
    monkeypatch.setattr("bakesbang.indikator.tindakan.sidik_tersimpan", lambda _: "berubah")
    assert simpan(penyusun, draf, isi).status_code == 409
    assert milik(draf).ketetapan.get().rumus == "[selesai] / [ada] × 100%"


def test_an_indicator_of_another_year_is_not_found(penyusun, editor):
    assert penyusun.get(editor.replace("/2021/", "/2022/")).status_code == 404


def test_a_draft_laid_down_meanwhile_is_not_touched(penyusun, peragaan, draf):
    isi = periksa(penyusun, draf, buka(penyusun, draf) | {"rumus": "[Jml selesai] × 3"})
    versi = milik(draf).ketetapan.get().di_iku.get().versi
    tindakan.tetapkan(
        versi=versi, nomor_surat="1/2030", tanggal=date(2030, 1, 2), penanda_tangan=None,
        oleh=peragaan.pengguna("penyusun"), waktu=timezone.now(),
    )  # fmt: skip
    jawaban = simpan(penyusun, draf, isi)
    assert jawaban.status_code == 409
    assert "alasan" in baca(jawaban.content.decode())
    assert milik(draf).ketetapan.get().rumus == "[selesai] / [ada] × 100%"


def test_queries_do_not_grow_with_the_indicators_of_the_year(penyusun, peragaan):
    def kueri(versi):
        pk = versi.indikator.first().ketetapan.indikator_id
        tujuan = f"/bakesbangpol/{versi.daftar.tahun}/indikator/{pk}/rumus/"
        isi = buka(penyusun, tujuan)
        with CaptureQueriesContext(connection) as tangkapan:
            assert penyusun.post(f"{tujuan}periksa/", isi).status_code == 200
            assert penyusun.get(tujuan).status_code == 200
        return len(tangkapan)

    assert kueri(buat_besar(peragaan.instansi, 2030, 2)) == kueri(buat_besar(peragaan.instansi, 2031, 60))


# ── In a browser ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_page_is_accessible_at_both_widths_also_with_an_error(editor, halaman, halaman_ponsel):
    for layar in (halaman, halaman_ponsel):
        assert layar.masuk("penyusun").buka(editor) == 200
        assert layar.pelanggaran_axe() == []
        assert not layar.bergeser_ke_samping()
        layar.page.fill("#id_rumus", "[Jml konflik IPOLEKSOSBUD yg selesai] / / 2")
        layar.page.get_by_role("button", name="Periksa formula").click()
        layar.page.wait_for_selector(".pesan--bad")
        assert layar.pelanggaran_axe() == []
        assert not layar.bergeser_ke_samping()


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_typing_shows_the_fraction_live_and_saves_by_keyboard(editor, indikator, halaman):
    halaman.masuk("penyusun").buka(editor)
    halaman.page.fill("#id_rumus", BARU)
    halaman.page.get_by_text("= 75%").wait_for()
    halaman.page.fill("#id_alasan", "Perwali 12/2021")
    halaman.page.get_by_role("button", name="Simpan formula").press("Enter")
    halaman.page.get_by_text("Formula disimpan sebagai draf ketetapan nomor 2.").wait_for()
    assert indikator.ketetapan.get(status="draf").rumus == "[selesai] / ([ada] + 1) × 100%"


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_names_are_completed_while_typing(editor, halaman):
    page = halaman.masuk("penyusun").page
    halaman.buka(editor)
    nama = page.get_by_role("group", name="Sisipkan nama data ke formula").get_by_role("button")
    assert nama.count() == 2
    page.fill("#id_rumus", "")
    page.type("#id_rumus", "2 × [YANG a")
    assert nama.all_inner_texts() == ["Jml konflik IPOLEKSOSBUD yang ada"]
    nama.press("Enter")
    assert page.input_value("#id_rumus") == "2 × [Jml konflik IPOLEKSOSBUD yang ada]"
    page.get_by_text("= 22").wait_for()
    page.fill("#id_data-1-label", "Perkara")
    assert nama.all_inner_texts() == ["Jml konflik IPOLEKSOSBUD yg selesai", "Perkara"]


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_works_without_scripts(editor, indikator, halaman_tanpa_skrip):
    page = halaman_tanpa_skrip.masuk("penyusun").page
    halaman_tanpa_skrip.buka(editor)
    page.fill("#id_rumus", BARU)
    page.get_by_role("button", name="Periksa formula").click()
    page.get_by_text("= 75%").wait_for()
    page.fill("#id_alasan", "Perwali 12/2021")
    page.get_by_role("button", name="Simpan formula").click()
    page.get_by_text("Formula disimpan sebagai draf ketetapan nomor 2.").wait_for()
    assert indikator.ketetapan.count() == 2
