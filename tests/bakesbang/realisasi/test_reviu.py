"""The review page: what it shows, one decision, many with a preview, and what it refuses."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from bakesbang.kinerja.models import BuktiDukung, Indikator, KetetapanIndikator, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi as S
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi import tindakan
from bakesbang.realisasi.reviu import BUKAN, PERLU, SELESAI, TANPA, muat_reviu
from tests.bakesbang.realisasi import panggung as p
from tests.peramban import Halaman


@pytest.fixture
def hadi(bidang, client):
    """The head of Poldagri, signed in, with his bidang at work in TW II."""
    return p.masuk(client, "kabid.poldagri")


def reviu(username: str = "kabid.poldagri", triwulan: int = 2):
    return muat_reviu(PageContext(p.orang(username), p.rumah(), 2024), triwulan, timezone.now())


def kelompok(username: str = "kabid.poldagri", triwulan: int = 2) -> dict[str, set[str]]:
    isi: dict[str, set[str]] = {}
    for b in reviu(username, triwulan).baris:
        isi.setdefault(b.kelompok, set()).add(b.tampil.uraian)
    return isi


def baris(uraian: str, triwulan: int = 2) -> Realisasi:
    return Realisasi.objects.get(indikator=p.indikator(uraian), triwulan=triwulan)


def teks(jawaban) -> str:
    """What a person reads on the page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", jawaban.content.decode())).split())


def kirim(client, uraian: str, triwulan: int = 2, **isi: object):
    tujuan = p.alamat("putus", triwulan=triwulan, pk=p.indikator(uraian).pk)
    return client.post(tujuan, isi, follow=True)


def pilihan(*uraian: str) -> list[str]:
    return [f"{b.indikator_id}.{b.versi}" for b in map(baris, uraian)]


# ── what it shows ──
def test_rows_stand_under_what_they_ask_of_the_head(hadi):
    assert kelompok() == {
        PERLU: {p.KEGIATAN, p.USULAN, p.DISKUSI, p.TERDAFTAR},
        TANPA: {p.TERLIBAT, p.ORMAS},
        BUKAN: {p.STRATEGIS, p.KECAMATAN},
        SELESAI: {p.IKU_ORMAS},
    }


def test_the_page_says_target_working_last_quarter_and_the_difference(hadi):
    isi = teks(hadi.get(p.alamat("reviu", triwulan=2)))
    assert "Menunggu keputusan Anda 6 dari 8 indikator diajukan" in isi
    assert "90% capaian 90% naik 10 poin" in isi
    assert "45 ÷ 20 × 100% = 225%" in isi
    assert "Capaian 225%, lebih dari 150%. Penjelasan pengisi: “Loket baru menarik ormas lama.”" in isi
    assert "Faktor penghambat hanya tertulis “-”." in isi
    assert "Indikator sasaran strategis diputuskan pimpinan." in isi
    assert "Isian sendiri tidak dapat disetujui sendiri." in isi


def test_a_resubmitted_row_shows_the_note_and_what_changed(hadi):
    satu = next(b for b in reviu().baris if b.tampil.uraian == p.KEGIATAN)
    assert [(b.label, b.semula, b.menjadi) for b in satu.beda] == [
        ("Realisasi", "16 kegiatan", "15 kegiatan"),
        ("Penjelasan", "", "Isian dibetulkan menjadi 15."),
    ]
    assert satu.bukti_baru == 1
    isi = teks(hadi.get(p.alamat("reviu", triwulan=2)))
    assert "Daftar hadir baru memuat 15 kecamatan, isian 16.”" in isi
    assert "semula 16 kegiatan menjadi 15 kegiatan" in isi


def test_a_resubmission_without_any_change_is_pointed_out(peragaan):
    lama = p.ajukan(p.indikator())
    p.kembalikan(lama, "Periksa.")
    lagi = p.isi(p.indikator(), uraian="x")
    p.isi(p.indikator(), uraian="")
    p.t.ajukan(realisasi=lagi, oleh=p.orang("staf.poldagri"), kini=timezone.now())
    satu = reviu(triwulan=1).baris[0]
    assert satu.peringatan == ("Isian sama dengan pengajuan sebelumnya, padahal pernah dikembalikan.",)
    assert satu.kelompok == PERLU


def test_inputs_of_a_formula_are_compared_by_their_names(peragaan):
    iku = KetetapanIndikator.objects.get(
        uraian__startswith="Persentase konflik IPOLEKSOSBUD", indikator__tahun=2024
    )

    def kirim(selesai: str) -> Realisasi:
        hasil = p.t.isi(
            indikator=iku.indikator, triwulan=1, oleh=p.orang("staf.wasnas"), kini=timezone.now(),
            perubahan={"var:selesai": selesai, "var:ada": "9", "uraian": "Mediasi."},
        )  # fmt: skip
        return p.t.ajukan(realisasi=hasil.realisasi, oleh=p.orang("staf.wasnas"), kini=timezone.now())

    p.kembalikan(kirim("6"), "Hitung lagi.", "kabid.wasnas")
    kirim("7")
    (satu,) = reviu("kabid.wasnas", 1).baris
    label = iku.label_variabel()["selesai"]
    assert [(b.label, b.semula, b.menjadi) for b in satu.beda] == [(label, "6", "7")]
    assert (satu.hasil, satu.gabungan) == ("77,78%", "7/9")


def test_all_heads_of_a_joint_indicator_see_it_and_one_approval_is_enough(peragaan):
    deteksi = p.indikator("Persentase wilayah yang dideteksi")
    p.ajukan(deteksi, "staf.wasnas")
    for satu, lain in (("kabid.wasnas", "Agus Wibowo"), ("kabid.ideologi", "Lestari Handayani")):
        (b,) = reviu(satu, 1).baris
        assert (b.kelompok, b.bersama) == (TANPA, lain)
    p.setujui(baris("Persentase wilayah yang dideteksi", 1), "kabid.ideologi")
    assert kelompok("kabid.wasnas", 1) == {SELESAI: {"Persentase wilayah yang dideteksi"}}


def test_pimpinan_decides_the_strategic_row_and_the_one_without_an_eligible_head(hadi):
    isi = kelompok("pimpinan")
    assert isi[TANPA] == {p.KECAMATAN, p.STRATEGIS}
    assert p.ORMAS in isi[BUKAN]
    lain = next(b for b in reviu("pimpinan").baris if b.tampil.uraian == p.ORMAS)
    assert (lain.menunggu, lain.sebab) == ("Hadi Prasetyo", "Indikator ini diputuskan Kepala Bidang.")


def test_a_kabid_without_a_current_office_reads_with_an_explanation(hadi):
    p.orang("kabid.poldagri").jabatan_dipegang.update(selesai=timezone.localdate() - timedelta(days=1))
    isi = teks(hadi.get(p.alamat("reviu", triwulan=2)))
    assert "Anda belum tercatat menjabat kepala unit hari ini." in isi
    assert p.ORMAS in isi
    assert set(kelompok()) == {BUKAN}
    assert kirim(hadi, p.ORMAS, keputusan="setujui").status_code == 403
    assert baris(p.ORMAS).status == S.DIAJUKAN


@pytest.mark.parametrize(
    ("saring", "ada"),
    [
        ("perlu", {p.KEGIATAN, p.USULAN, p.DISKUSI, p.TERDAFTAR}),
        ("berubah", {p.KEGIATAN}),
        ("bawah", {p.KEGIATAN, p.USULAN, p.DISKUSI, p.STRATEGIS}),
        ("selesai", {p.IKU_ORMAS}),
    ],
)
def test_filters(hadi, saring, ada):
    assert {b.tampil.uraian for _, isi in reviu().kelompok(saring) for b in isi} == ada
    isi = teks(hadi.get(p.alamat("reviu", triwulan=2), {"saring": saring}))
    semua = {
        p.KEGIATAN,
        p.USULAN,
        p.DISKUSI,
        p.TERDAFTAR,
        p.TERLIBAT,
        p.ORMAS,
        p.STRATEGIS,
        p.KECAMATAN,
        p.IKU_ORMAS,
    }
    assert {u for u in semua if u in isi} == ada


def test_empty_states_say_what_comes_next(peragaan, client):
    p.masuk(client, "kabid.ideologi")
    assert "Belum ada indikator yang diajukan." in teks(client.get(p.alamat("reviu", triwulan=1)))
    assert "Triwulan ini belum dijadwalkan." in teks(client.get(p.alamat("reviu", triwulan=3)))
    p.jadwalkan(2, timezone.localdate() + timedelta(days=3))
    assert "Pengisian belum dibuka." in teks(client.get(p.alamat("reviu", triwulan=2)))


def test_the_menu_leads_to_the_open_quarter(peragaan, client):
    p.masuk(client, "kabid.poldagri")
    assert client.get(p.alamat("reviu_awal"))["Location"] == p.alamat("reviu", triwulan=1)


# ── one decision ──
def test_approving_one_row(hadi):
    jawaban = kirim(hadi, p.ORMAS, keputusan="setujui", versi=baris(p.ORMAS).versi)
    assert f"Disetujui: {p.ORMAS}." in teks(jawaban)
    assert (baris(p.ORMAS).status, baris(p.ORMAS).disetujui_oleh) == (S.DISETUJUI, p.orang("kabid.poldagri"))


@pytest.mark.parametrize("uraian", [p.ORMAS, p.IKU_ORMAS])
def test_returning_a_submitted_or_an_approved_row(hadi, uraian):
    jawaban = kirim(hadi, uraian, keputusan="kembalikan", catatan="Lampirkan daftar hadir.")
    assert jawaban.status_code == 200
    assert (baris(uraian).status, baris(uraian).catatan) == (S.DIKEMBALIKAN, "Lampirkan daftar hadir.")


def test_returning_without_a_note_is_refused_beside_the_field(hadi):
    jawaban = kirim(hadi, p.ORMAS, keputusan="kembalikan", catatan="   ")
    assert jawaban.status_code == 422
    isi = jawaban.content.decode()
    pk = p.indikator().pk
    assert f'id="c{pk}" name="catatan" rows="3" required aria-invalid="true" aria-describedby="g{pk}"' in isi
    assert "Tulis catatan pengembalian" in teks(jawaban)
    assert baris(p.ORMAS).status == S.DIAJUKAN


def test_a_row_that_changed_meanwhile_is_not_decided_unseen_and_the_note_is_kept(hadi):
    dilihat = baris(p.ORMAS).versi
    p.t.tarik(realisasi=baris(p.ORMAS), oleh=p.orang("staf.poldagri"), kini=timezone.now())
    p.ajukan(p.indikator(), triwulan=2, teks="70%", **{k: v for k, v in p.KURANG.items() if v})
    disetujui = kirim(hadi, p.ORMAS, keputusan="setujui", versi=dilihat)
    assert "Isian ini berubah sejak halaman Anda dibuka." in teks(disetujui)
    kembali = kirim(hadi, p.ORMAS, keputusan="kembalikan", versi=dilihat, catatan="Mengapa 100%?")
    assert kembali.status_code == 422
    assert ">Mengapa 100%?</textarea>" in kembali.content.decode()
    assert baris(p.ORMAS).status == S.DIAJUKAN


def test_a_second_approval_says_that_it_is_done(hadi):
    versi = baris(p.ORMAS).versi
    kirim(hadi, p.ORMAS, keputusan="setujui", versi=versi)
    jawaban = kirim(hadi, p.ORMAS, keputusan="setujui", versi=versi)
    assert "Isian berstatus “Disetujui”, jadi tidak dapat disetujui." in teks(jawaban)


@pytest.mark.parametrize("keputusan", ["", "hapus", "disetujui", "setujui_tanpa"])
def test_without_a_decision_nothing_is_decided(hadi, keputusan):
    jawaban = kirim(hadi, p.ORMAS, keputusan=keputusan)
    assert "Belum ada yang diputuskan." in teks(jawaban)
    assert baris(p.ORMAS).status == S.DIAJUKAN


def test_own_entry_is_refused_with_the_reason(hadi):
    jawaban = kirim(hadi, p.KECAMATAN, keputusan="setujui")
    assert "reviunya harus oleh orang lain" in teks(jawaban)
    assert baris(p.KECAMATAN).status == S.DIAJUKAN


@pytest.mark.parametrize("versi", ["", "abc", "-1", "9" * 30])
def test_a_version_that_is_nonsense_decides_nothing(hadi, versi):
    kirim(hadi, p.ORMAS, keputusan="setujui", versi=versi)
    assert baris(p.ORMAS).status == (S.DIAJUKAN if versi else S.DISETUJUI)


def test_rows_that_do_not_exist_are_404(hadi):
    lain = Indikator.objects.filter(tahun=2021).first()
    belum = p.indikator("Jumlah laporan kejadian")
    for pk in (999_999, lain.pk, belum.pk):
        assert hadi.post(p.alamat("putus", triwulan=2, pk=pk), {"keputusan": "setujui"}).status_code == 404
    assert (
        hadi.post(p.alamat("putus", triwulan=5, pk=p.indikator().pk), {"keputusan": "setujui"}).status_code
        == 404
    )
    assert hadi.get(p.alamat("reviu", triwulan=5)).status_code == 404
    assert hadi.get(p.alamat("putus", triwulan=2, pk=p.indikator().pk)).status_code == 405


@pytest.mark.parametrize("siapa", ["staf.poldagri", "penyusun", "pemeriksa", "admin"])
def test_other_roles_have_no_review_page(hadi, siapa):
    p.masuk(hadi, siapa)
    assert hadi.get(p.alamat("reviu", triwulan=2)).status_code == 403
    assert hadi.get(p.alamat("reviu_awal")).status_code == 403
    assert kirim(hadi, p.ORMAS, keputusan="setujui").status_code == 403


def test_another_agency_sees_nothing(hadi):
    lain = Instansi.objects.create(kode="dinkes", nama="Dinas Kesehatan")
    hadi.force_login(Pengguna.objects.create(username="lain", nama="Lain", peran="kabid", instansi=lain))
    assert hadi.get(p.alamat("reviu", triwulan=2)).status_code == 404
    assert kirim(hadi, p.ORMAS, keputusan="setujui").status_code == 404
    assert baris(p.ORMAS).status == S.DIAJUKAN


# ── many ──
@p.PER_BARIS
def test_rows_without_warnings_are_shown_before_they_are_approved(hadi):
    tujuan = p.alamat("reviu", triwulan=2)
    tanya = hadi.post(tujuan, {"keputusan": "setujui_tanpa"})
    isi = teks(tanya)
    assert "Setujui 2 indikator" in isi
    assert (p.TERLIBAT in isi, p.ORMAS in isi, p.USULAN in isi) == (True, True, False)
    assert baris(p.ORMAS).status == baris(p.TERLIBAT).status == S.DIAJUKAN
    terpilih = re.findall(r'name="pilih" value="([^"]+)"', tanya.content.decode())
    assert set(terpilih) == set(pilihan(p.TERLIBAT, p.ORMAS))
    jawaban = hadi.post(tujuan, {"keputusan": "setujui", "pilih": terpilih}, follow=True)
    assert "2 indikator disetujui." in teks(jawaban)
    assert baris(p.ORMAS).status == baris(p.TERLIBAT).status == S.DISETUJUI
    assert baris(p.USULAN).status == S.DIAJUKAN


def test_chosen_rows_are_shown_with_their_warnings(hadi):
    jawaban = hadi.post(
        p.alamat("reviu", triwulan=2), {"keputusan": "periksa", "pilih": pilihan(p.USULAN, p.TERDAFTAR)}
    )
    isi = teks(jawaban)
    assert "Ada 2 peringatan pada indikator yang dipilih." in isi
    assert "Belum ada bukti dukung." in isi
    assert baris(p.USULAN).status == S.DIAJUKAN


@p.PER_BARIS
def test_many_are_returned_with_one_note(hadi):
    tujuan, isi = (
        p.alamat("reviu", triwulan=2),
        {"keputusan": "kembalikan", "pilih": pilihan(p.USULAN, p.DISKUSI)},
    )
    kosong = hadi.post(tujuan, isi | {"catatan": " "})
    assert kosong.status_code == 422
    assert "Tulis apa yang harus diperbaiki." in teks(kosong)
    assert set(re.findall(r'name="pilih" value="([^"]+)"', kosong.content.decode())) == set(isi["pilih"])
    assert baris(p.USULAN).status == S.DIAJUKAN
    jawaban = hadi.post(tujuan, isi | {"catatan": "Lampirkan bukti."}, follow=True)
    assert "2 indikator dikembalikan dengan catatan." in teks(jawaban)
    assert {baris(u).catatan for u in (p.USULAN, p.DISKUSI)} == {"Lampirkan bukti."}


@p.PER_BARIS
def test_a_row_that_changed_is_named_and_the_others_are_decided(hadi):
    isi = {"keputusan": "setujui", "pilih": pilihan(p.TERLIBAT, p.ORMAS)}
    p.t.tarik(realisasi=baris(p.ORMAS), oleh=p.orang("staf.poldagri"), kini=timezone.now())
    p.ajukan(p.indikator(), triwulan=2, teks="110%")
    jawaban = teks(hadi.post(p.alamat("reviu", triwulan=2), isi, follow=True))
    assert "1 indikator disetujui." in jawaban
    assert f"{p.ORMAS}: Isian ini berubah sejak halaman Anda dibuka." in jawaban
    assert (baris(p.ORMAS).status, baris(p.TERLIBAT).status) == (S.DIAJUKAN, S.DISETUJUI)


def test_choices_that_are_not_his_are_passed_over_and_said(hadi):
    asing = [
        *pilihan(p.STRATEGIS, p.KECAMATAN),
        "999999.1",
        "x",
        f"{p.indikator().pk}.y",
        *pilihan(p.TERLIBAT),
    ]
    jawaban = hadi.post(p.alamat("reviu", triwulan=2), {"keputusan": "setujui", "pilih": asing}, follow=True)
    assert "5 pilihan tidak sedang menunggu keputusan Anda" in teks(jawaban)
    assert {baris(u).status for u in (p.STRATEGIS, p.KECAMATAN, p.ORMAS)} == {S.DIAJUKAN}
    assert baris(p.TERLIBAT).status == S.DISETUJUI


def test_choosing_nothing_asks_to_choose(hadi):
    jawaban = hadi.post(p.alamat("reviu", triwulan=2), {"keputusan": "periksa"}, follow=True)
    assert "Pilih dahulu indikatornya" in teks(jawaban)
    assert "Belum ada yang diputuskan." in teks(hadi.post(p.alamat("reviu", triwulan=2), follow=True))


def test_after_the_lock_the_page_only_tells(hadi):
    k = PageContext(p.orang("penyusun"), p.rumah(), 2024)
    for n in (1, 2):
        tindakan.kunci(
            k=k, triwulan=n, oleh=k.pengguna, waktu=timezone.now(), alasan_paksa="Tenggat Bappeda."
        )
    isi = teks(hadi.get(p.alamat("reviu", triwulan=2)))
    assert "TW II sudah dikunci" in isi
    assert "Setujui" not in isi
    assert "sudah dikunci" in teks(kirim(hadi, p.ORMAS, keputusan="setujui"))
    jawaban = hadi.post(
        p.alamat("reviu", triwulan=2), {"keputusan": "setujui", "pilih": pilihan(p.ORMAS)}, follow=True
    )
    assert "tidak sedang menunggu keputusan Anda" in teks(jawaban)
    assert baris(p.ORMAS).status == S.DIAJUKAN


# ── cost ──
def test_queries_do_not_grow_with_rows(peragaan, client):
    p.masuk(client, "kabid.wasnas")
    semua = [
        "Persentase wilayah yang dideteksi", "Persentase wilayah potensi konflik SARA yang diawasi",
        "Jumlah laporan kejadian", "Jumlah kerjasama antarisntansi", "Jumlah koordinasi dengan instansi terkait",
        "Jumlah surat keputusan yang diterbitkan",
    ]  # fmt: skip
    lengkap = {k: v for k, v in p.KURANG.items() if v}
    p.ajukan(p.indikator(semua[0]), "staf.wasnas")
    satu = p.banyak_kueri(client, p.alamat("reviu", triwulan=1))
    for uraian in semua[1:]:
        p.ajukan(p.indikator(uraian), "staf.wasnas", teks="5", catatan_tidak_biasa="Banyak.", **lengkap)
    assert BuktiDukung.objects.count() == len(semua)
    assert p.banyak_kueri(client, p.alamat("reviu", triwulan=1)) == satu <= 40


# ── in a real browser ──
@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("layar", ["halaman", "halaman_ponsel"])
def test_the_page_is_accessible_with_every_kind_of_row(bidang, request, layar):
    halaman: Halaman = request.getfixturevalue(layar)
    halaman.masuk("kabid.poldagri")
    tujuan = p.alamat("reviu", triwulan=2)
    for alamat in (tujuan, f"{tujuan}?saring=selesai"):
        assert halaman.buka(alamat) == 200
        assert halaman.pelanggaran_axe() == []
        assert not halaman.bergeser_ke_samping()


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
@p.PER_BARIS
def test_a_head_decides_with_the_keyboard_and_without_scripts(bidang, halaman_tanpa_skrip: Halaman):
    h, pk = halaman_tanpa_skrip, p.indikator(p.DISKUSI).pk
    h.masuk("kabid.poldagri")
    h.buka(p.alamat("reviu", triwulan=2))
    h.page.focus(f"#b{pk} summary")
    h.page.keyboard.press("Enter")
    h.page.keyboard.press("Tab")
    h.page.keyboard.press("Tab")
    h.page.keyboard.press("Enter")
    h.page.wait_for_selector(f"#g{pk}")
    assert h.page.evaluate("document.activeElement.id") == f"c{pk}"
    h.page.keyboard.type("Tulis ormas mana yang belum hadir.")
    h.page.keyboard.press("Tab")
    h.page.keyboard.press("Enter")
    h.page.wait_for_selector("text=Dikembalikan dengan catatan")
    assert baris(p.DISKUSI).catatan == "Tulis ormas mana yang belum hadir."
    h.page.click("text=Setujui 2 tanpa peringatan")
    h.page.click("text=Setujui 2 indikator")
    h.page.wait_for_selector("text=2 indikator disetujui.")
    assert baris(p.ORMAS).status == S.DISETUJUI
