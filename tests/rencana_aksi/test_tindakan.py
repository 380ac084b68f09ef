"""Beginning a Perubahan, laying it down, dropping a draf: what changes, for whom, and what does not."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    Langkah,
    Pemakaian,
    Pemberitahuan,
    Realisasi,
)
from bakesbang.organisasi.models import Jabatan, UnitKerja
from bakesbang.trail.models import Catatan
from bakesbang.versions.editing import ubah_ketetapan
from rencana_aksi import suntingan, suntingan_cabang, tindakan_perubahan
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, Sasaran, VersiRencanaAksi
from tests.bakesbang.realisasi import panggung
from tests.rencana_aksi.besar import buat_besar
from tests.rencana_aksi.perubahan import (
    ALASAN,
    BERSAMA,
    KEJADIAN,
    KOORDINASI,
    ORMAS,
    berlaku,
    butir,
    isi_tetap,
    kunci_tw,
    mulai,
    penyusun,
    rumah,
    tetapkan,
    ubah,
)


@pytest.fixture(autouse=True)
def _data(peragaan):
    return peragaan


# ── beginning ──
def test_the_draf_is_a_full_copy_with_its_keys():
    lama = berlaku()
    draf = mulai(3)
    assert (draf.nomor, draf.status, draf.mulai_triwulan, draf.alasan) == (1, "draf", 3, ALASAN)
    assert (draf.nomor_surat, draf.ttd_nama, draf.tanggal) == ("", "", None)

    def isi(versi):
        sasaran = Sasaran.objects.filter(versi=versi).values_list(
            "kunci", "induk__kunci", "jenjang", "urutan", "uraian"
        )
        baris = IndikatorSasaran.objects.filter(sasaran__versi=versi).values_list(
            "kunci", "sasaran__kunci", "ketetapan", "urutan", "penanggung_jawab_cetak"
        )
        return sorted(map(str, sasaran)), sorted(map(str, baris))

    assert isi(draf) == isi(lama)
    assert len(isi(draf)[1]) == 17
    assert not KetetapanIndikator.objects.filter(status="draf").exists()


def test_copied_rows_carry_who_and_why_in_their_history():
    draf = mulai(3)
    jejak = Sasaran.riwayat.filter(versi_id=draf.pk)
    assert jejak.count() == Sasaran.objects.filter(versi=draf).count()
    assert set(jejak.values_list("history_user__username", "history_change_reason")) == {("penyusun", ALASAN)}
    catatan = Catatan.objects.about(draf).get()
    assert (catatan.tindakan, catatan.alasan) == ("memulai Perubahan Rencana Aksi", ALASAN)


def test_only_one_draf_at_a_time():
    mulai(3)
    with pytest.raises(AlurSalah, match="Masih ada draf"):
        mulai(3)


def test_a_reason_is_required():
    with pytest.raises(AlurSalah, match="Tulis alasan"):
        mulai(3, alasan="  ")


@pytest.mark.parametrize(("triwulan", "kalimat"), [(1, "TW II sudah dikunci"), (2, "TW II sudah dikunci")])
def test_it_holds_after_the_last_locked_quarter(triwulan, kalimat):
    kunci_tw(1, 2)
    with pytest.raises(AlurSalah, match=kalimat):
        mulai(triwulan)
    assert not VersiRencanaAksi.objects.filter(status="draf").exists()


def test_a_second_perubahan_never_holds_earlier_than_the_first():
    tetapkan(mulai(3))
    with pytest.raises(AlurSalah, match="Perubahan I berlaku mulai TW III"):
        mulai(2)
    assert mulai(3).sebutan == "Perubahan II"


def test_a_replaced_version_starts_nothing():
    lama = berlaku()
    tetapkan(mulai(3))
    with pytest.raises(AlurSalah, match="dokumen yang berlaku"):
        tindakan_perubahan.mulai_perubahan(
            versi=lama, alasan=ALASAN, mulai_triwulan=4, oleh=penyusun(), waktu=timezone.now()
        )


def test_reason_and_quarter_of_the_draf_can_change():
    draf = mulai(2)
    kunci_tw(1, 2)
    ubahan = {"versi": draf, "alasan": "Alasan baru", "oleh": penyusun(), "waktu": timezone.now()}
    with pytest.raises(AlurSalah, match="TW II sudah dikunci"):
        tindakan_perubahan.ubah_perubahan(**ubahan, mulai_triwulan=2)
    tindakan_perubahan.ubah_perubahan(**ubahan, mulai_triwulan=4)
    draf.refresh_from_db()
    assert (draf.alasan, draf.mulai_triwulan) == ("Alasan baru", 4)


def test_starting_takes_the_same_queries_for_any_plan(django_assert_max_num_queries):
    besar = buat_besar(rumah(), 2030, 300)
    tetapkan(besar)
    with django_assert_max_num_queries(45):
        draf = tindakan_perubahan.mulai_perubahan(
            versi=berlaku(2030), alasan=ALASAN, mulai_triwulan=2, oleh=penyusun(), waktu=timezone.now()
        )
    assert IndikatorSasaran.objects.filter(sasaran__versi=draf).count() == 300


# ── laying down ──
def test_the_new_version_is_in_force_and_the_old_one_replaced():
    lama = berlaku()
    draf = mulai(3)
    baru = ubah(draf, KOORDINASI, tw3="8", tw4="8")
    tetapkan(draf)
    lama.refresh_from_db()
    baru.refresh_from_db()
    assert (lama.status, berlaku()) == ("digantikan", draf)
    assert (baru.status, baru.mulai_triwulan, baru.nomor) == ("berlaku", 3, 2)
    sebelum = baru.indikator.ketetapan.get(nomor=1)
    assert (sebelum.status, sebelum.mulai_triwulan) == ("digantikan", 1)


def test_the_quarter_is_checked_again_when_it_is_laid_down():
    draf = mulai(3)
    kunci_tw(1, 2, 3)
    with pytest.raises(AlurSalah, match="TW III sudah dikunci"):
        tetapkan(draf)
    draf.refresh_from_db()
    assert draf.draf


def test_use_is_closed_before_the_quarter_and_opened_from_it():
    draf = mulai(3)
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        suntingan_cabang.hapus_indikator(d, butir=butir(draf, KEJADIAN).pk)
    tetapkan(draf)
    ra = Pemakaian.objects.filter(dokumen="rencana-aksi", indikator__tahun=2024)
    assert set(ra.filter(sampai_triwulan=None).values_list("mulai_triwulan", flat=True)) == {3}
    assert ra.filter(sampai_triwulan=None).count() == 16
    assert set(ra.exclude(sampai_triwulan=None).values_list("mulai_triwulan", "sampai_triwulan")) == {(1, 2)}
    hilang = Indikator.objects.get(ketetapan__uraian=KEJADIAN, tahun=2024)
    assert list(hilang.pemakaian.values_list("mulai_triwulan", "sampai_triwulan")) == [(1, 2)]
    assert Indikator.objects.dipakai(2).filter(pk=hilang.pk).exists()
    assert not Indikator.objects.dipakai(3).filter(pk=hilang.pk).exists()


def isian_tiap_status() -> dict[str, Realisasi]:
    """Five indicators of Poldagri with TW I in each of the five states."""
    nama = [ORMAS, panggung.USULAN, panggung.TERLIBAT, panggung.TERDAFTAR, panggung.DISKUSI]
    baik = {
        "teks": "100%",
        "catatan_tidak_biasa": "Loket baru.",
        "uraian": "Sesuai rencana.",
        "tindak_lanjut": "Lanjut",
        "faktor_penghambat": "Hujan",
    }
    disetujui = panggung.setujui(panggung.ajukan(panggung.indikator(nama[0]), **baik))
    dikembalikan = panggung.kembalikan(panggung.ajukan(panggung.indikator(nama[1]), **baik), "Periksa lagi.")
    diajukan = panggung.ajukan(panggung.indikator(nama[2]), **baik)
    draf = panggung.isi(panggung.indikator(nama[3]))
    belum = Realisasi.objects.create(
        indikator=panggung.indikator(nama[4]),
        triwulan=1,
        ketetapan=panggung.indikator(nama[4]).ketetapan.get(),
    )
    return {r.status: r for r in (disetujui, dikembalikan, diajukan, draf, belum)}


def test_realizations_follow_the_new_ketetapan_and_what_was_sent_comes_back():
    semua = isian_tiap_status()
    assert set(semua) == {"disetujui", "dikembalikan", "diajukan", "draf", "belum_diisi"}
    teks = {s: r.teks for s, r in semua.items()}
    perubahan = mulai(1)
    baru = {s: ubah(perubahan, r.ketetapan.uraian, sumber_data="Buku register") for s, r in semua.items()}
    tetapkan(perubahan)
    for r in semua.values():
        r.refresh_from_db()
    assert {s: r.status for s, r in semua.items()} == {
        "disetujui": "dikembalikan", "diajukan": "dikembalikan", "dikembalikan": "dikembalikan", "draf": "draf",
        "belum_diisi": "belum_diisi",
    }  # fmt: skip
    assert {s: r.ketetapan_id for s, r in semua.items()} == {s: k.pk for s, k in baru.items()}
    assert {s: r.teks for s, r in semua.items()} == teks
    assert (semua["disetujui"].catatan, semua["diajukan"].catatan) == ("Perubahan I", "Perubahan I")
    assert (semua["dikembalikan"].catatan, semua["disetujui"].beku) == ("Periksa lagi.", None)
    for s in ("disetujui", "diajukan"):
        catatan = Catatan.objects.about(semua[s]).latest("pk")
        assert (catatan.tindakan, catatan.lama["status"], catatan.alasan) == (
            "mengembalikan",
            s,
            "Perubahan I",
        )
        assert Pemberitahuan.objects.filter(
            untuk__username="staf.poldagri", kunci__startswith=f"kembali:{semua[s].pk}:"
        )
    assert not Pemberitahuan.objects.filter(kunci__startswith=f"kembali:{semua['draf'].pk}:").exists()


def test_what_was_approved_against_an_unchanged_ketetapan_stays_approved():
    disetujui = panggung.setujui(panggung.ajukan(panggung.indikator(ORMAS)))
    perubahan = mulai(1)
    ubah(perubahan, KOORDINASI, tw3="8")
    tetapkan(perubahan)
    disetujui.refresh_from_db()
    assert disetujui.status == "disetujui"


def test_earlier_quarters_keep_their_ketetapan_and_decision():
    disetujui = panggung.setujui(panggung.ajukan(panggung.indikator(ORMAS)))
    perubahan = mulai(2)
    ubah(perubahan, ORMAS, tw2="90%")
    tetapkan(perubahan)
    lama = disetujui.ketetapan_id
    disetujui.refresh_from_db()
    assert (disetujui.status, disetujui.ketetapan_id) == ("disetujui", lama)


def test_each_changed_indicator_tells_in_the_trace_which_version_changed_it():
    perubahan = mulai(3)
    k = ubah(perubahan, KOORDINASI, tw3="8")
    tetapkan(perubahan)
    catatan = Catatan.objects.about(k).get(tindakan=kinerja.BERLAKU)
    assert catatan.baru == {
        "nomor": 2,
        "dokumen": "rencana-aksi",
        "versi": "Perubahan I",
        "mulai triwulan": 3,
    }


def test_units_set_by_hand_stay_where_the_offices_did_not_change():
    wasnas = UnitKerja.objects.get(kode="wasnas")
    indikator = panggung.indikator(ORMAS)
    kinerja.atur_pengisi(indikator=indikator, unit=[wasnas], oleh=penyusun(), waktu=timezone.now())
    perubahan = mulai(3)
    ubah(perubahan, ORMAS, tw3="90%")
    jabatan = Jabatan.objects.get(kode="kabid-poldagri")
    ubah(perubahan, KOORDINASI, penanggung_jawab=str(jabatan.pk))
    tetapkan(perubahan)
    assert [p.unit for p in indikator.baris_pengisi.all()] == [wasnas]
    koordinasi = butir(perubahan, KOORDINASI).ketetapan.indikator
    assert [p.unit.kode for p in koordinasi.baris_pengisi.all()] == ["poldagri"]


def test_a_first_version_keeps_the_unit_chosen_while_it_was_a_draf():
    besar = buat_besar(rumah(), 2030, 30)
    satu = IndikatorSasaran.objects.filter(sasaran__versi=besar).first().ketetapan.indikator
    ideologi = UnitKerja.objects.get(kode="ideologi")
    kinerja.atur_pengisi(indikator=satu, unit=[ideologi], oleh=penyusun(), waktu=timezone.now())
    tetapkan(besar)
    assert [p.unit for p in satu.baris_pengisi.all()] == [ideologi]
    assert not Indikator.objects.filter(tahun=2030, baris_pengisi=None).exists()


# ── the old version ──
SEL = st.sampled_from(["tw1", "tw2", "tw3", "tw4", "uraian", "satuan", "agregasi", "polaritas", "penjelasan"])
ISI = {
    "uraian": "Indikator diubah", "satuan": "orang", "agregasi": "rata_rata", "polaritas": "minimal", "tw1": "7", "tw2": "-",
    "tw3": "", "tw4": "1.500", "penjelasan": "Penjelasan baru",
}  # fmt: skip


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    langkah=st.lists(st.tuples(st.integers(0, 16), SEL), min_size=1, max_size=5),
    hapus=st.integers(0, 16),
    tetap=st.booleans(),
)
def test_whatever_a_perubahan_does_the_old_version_says_the_same(langkah, hapus, tetap):
    with transaction.atomic():
        jalankan_perubahan(langkah, hapus, tetap)
        transaction.set_rollback(True)  # the next example starts from the same state


def jalankan_perubahan(langkah, hapus, tetap):
    lama = berlaku()
    sebelum = isi_tetap(lama)
    draf = mulai(3)
    baris = IndikatorSasaran.objects.filter(sasaran__versi=draf).order_by("pk")
    nomor = list(baris.values_list("pk", flat=True))
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        for n, sel in langkah:
            nama = {"penjelasan": "tw2.penjelasan"}.get(sel, f"{sel}.teks" if sel[:2] == "tw" else sel)
            suntingan.isi_butir(d, butir=nomor[n], perubahan={nama: ISI[sel]}, dimuat=None)
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        suntingan_cabang.hapus_indikator(d, butir=nomor[hapus])
    if tetap:
        tetapkan(draf)
        lama.refresh_from_db()
        assert lama.status == "digantikan"
    else:
        buang(draf)
        assert berlaku() == lama
    assert not KetetapanIndikator.objects.filter(status="draf").exists()
    assert isi_tetap(lama) == sebelum


# ── dropping ──
def buang(draf: VersiRencanaAksi) -> list[str]:
    return tindakan_perubahan.buang_draf(
        versi=draf, oleh=penyusun(), waktu=timezone.now() + timedelta(minutes=1)
    )


def test_a_dropped_draf_takes_its_own_drafs_along_and_leaves_the_rest():
    sebelum = isi_tetap(berlaku())
    banyak = Indikator.objects.count()
    draf = mulai(3)
    ubah(draf, KOORDINASI, tw3="8")
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        induk = Sasaran.objects.filter(versi=draf, jenjang=3).first()
        suntingan.tambah_indikator(d, uraian="Indikator baru", sasaran=induk.pk)
    assert Indikator.objects.count() == banyak + 1
    assert set(buang(draf)) == {KOORDINASI, "Indikator baru"}
    assert not VersiRencanaAksi.objects.filter(pk=draf.pk).exists()
    assert not KetetapanIndikator.objects.filter(status="draf").exists()
    assert Indikator.objects.count() == banyak
    assert not Langkah.objects.filter(versi_id=draf.pk).exists()
    assert isi_tetap(berlaku()) == sebelum
    catatan = Catatan.objects.filter(tindakan="membuang draf Rencana Aksi").get()
    assert (catatan.lama["versi"], catatan.lama["alasan"]) == ("Perubahan I", ALASAN)


def test_a_first_draf_goes_with_its_plan():
    besar = buat_besar(rumah(), 2030, 30)
    buang(besar)
    assert not RencanaAksi.objects.filter(tahun=2030).exists()
    assert not Indikator.objects.filter(tahun=2030).exists()


def test_what_is_laid_down_is_never_dropped():
    with pytest.raises(AlurSalah, match="sudah ditetapkan"):
        buang(berlaku())
    assert berlaku().sasaran.exists()


def test_a_draf_that_another_formula_uses_stays():
    draf = mulai(3)
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        induk = Sasaran.objects.filter(versi=draf, jenjang=3).first()
        baru = suntingan.tambah_indikator(d, uraian="Sumber", sasaran=induk.pk).ketetapan
    lain = Indikator.objects.create(instansi=rumah(), tahun=2024).ketetapan.create(
        uraian="Gabungan", dokumen_asal="iku"
    )
    lain.variabel.create(kode="a", label="A", hasil_dari=baru.indikator)
    assert buang(draf) == []
    baru.refresh_from_db()
    assert baru.draf


def test_a_ketetapan_in_force_is_the_base_of_the_next_draf_not_an_older_one():
    lama = butir(berlaku(), BERSAMA).ketetapan
    pertama = mulai(2)
    ubah(pertama, BERSAMA, tahunan="1")
    tetapkan(pertama)
    hasil = ubah_ketetapan(
        ketetapan=lama, dokumen="iku", perubahan={"sumber_data": "Polres"}, dimuat=None, oleh=penyusun(), waktu=timezone.now(), alasan="Sumber"
    )  # fmt: skip
    assert (hasil.ketetapan.nomor, hasil.ketetapan.target_tahun().teks) == (3, "1")
