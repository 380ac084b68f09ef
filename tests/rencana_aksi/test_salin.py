"""Next year's Rencana Aksi: structure, indicators, formulas and offices, targets by choice, never realizations."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import iku.tindakan_perubahan as tindakan_iku
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Realisasi, TargetTahunan, TargetTriwulan
from bakesbang.trail.models import Catatan
from bakesbang.versions.perubahan import sumber_belum_ada
from iku.models import VersiIku
from rencana_aksi import tindakan_perubahan
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from tests.bakesbang.realisasi import panggung
from tests.rencana_aksi.besar import buat_besar
from tests.rencana_aksi.perubahan import (
    BERSAMA,
    KOORDINASI,
    berlaku,
    butir,
    mulai,
    penyusun,
    rumah,
    tetapkan,
    ubah,
)


@pytest.fixture(autouse=True)
def _data(peragaan):
    return peragaan


def salin(
    dengan_target: bool = True, tahun: int = 2025, sumber: VersiRencanaAksi | None = None
) -> VersiRencanaAksi:
    return tindakan_perubahan.salin_tahun(
        sumber=sumber or berlaku(),
        tahun=tahun,
        dengan_target=dengan_target,
        oleh=penyusun(),
        waktu=timezone.now(),
    )


def salin_iku(dengan_target: bool = True, tahun: int = 2025) -> VersiIku:
    return tindakan_iku.salin_tahun(
        sumber=VersiIku.objects.get(daftar__tahun=2024), tahun=tahun, dengan_target=dengan_target, oleh=penyusun(), waktu=timezone.now()
    )  # fmt: skip


def isi_pohon(versi: VersiRencanaAksi) -> list[tuple[object, ...]]:
    baris = IndikatorSasaran.objects.filter(sasaran__versi=versi).order_by("sasaran__kunci", "urutan")
    return list(
        baris.values_list(
            "kunci", "urutan", "penanggung_jawab_cetak", "sasaran__kunci", "sasaran__induk__kunci", "sasaran__uraian", "sasaran__jenjang",
            "ketetapan__uraian", "ketetapan__satuan", "ketetapan__polaritas", "ketetapan__agregasi", "ketetapan__frekuensi", "ketetapan__rumus",
        )
    )  # fmt: skip


def test_the_tree_comes_along_with_keys_texts_and_printed_offices():
    lama, baru = berlaku(), salin()
    assert (baru.nomor, baru.status, baru.mulai_triwulan, baru.nomor_surat) == (0, "draf", 1, "")
    assert baru.rencana.nama_cetak == lama.rencana.nama_cetak
    assert isi_pohon(baru) == isi_pohon(lama)
    assert len(isi_pohon(baru)) == 17
    catatan = Catatan.objects.about(baru.rencana).get()
    assert (catatan.tindakan, catatan.baru["dari tahun"]) == ("menyalin Rencana Aksi", 2024)


def test_each_indicator_is_a_new_one_that_knows_where_it_comes_from():
    lama, baru = berlaku(), salin()
    asal = dict(
        IndikatorSasaran.objects.filter(sasaran__versi=baru).values_list(
            "kunci", "ketetapan__indikator__asal"
        )
    )
    assert asal == dict(
        IndikatorSasaran.objects.filter(sasaran__versi=lama).values_list("kunci", "ketetapan__indikator")
    )
    ketetapan = KetetapanIndikator.objects.filter(indikator__tahun=2025)
    assert set(ketetapan.values_list("status", "nomor", "mulai_triwulan")) == {("draf", 1, 1)}


def test_offices_come_along_and_units_wait_for_the_document():
    baru = salin()
    for b in IndikatorSasaran.objects.filter(sasaran__versi=baru).select_related(
        "ketetapan__indikator__asal"
    ):
        asal = butir(berlaku(), b.ketetapan.uraian).ketetapan
        assert set(b.ketetapan.penanggung_jawab.all()) == set(asal.penanggung_jawab.all())
    assert not Indikator.objects.filter(tahun=2025).exclude(baris_pengisi=None).exists()
    tetapkan(baru)
    assert not Indikator.objects.filter(tahun=2025, baris_pengisi=None).exists()


@pytest.mark.parametrize("dengan_target", [True, False])
def test_targets_come_by_choice(dengan_target):
    salin(dengan_target)
    lama, baru = (
        list(
            TargetTriwulan.objects.filter(ketetapan__indikator__tahun=t, ketetapan__di_sasaran__isnull=False)
            .order_by("ketetapan__uraian", "triwulan")
            .values_list("ketetapan__uraian", "triwulan", "teks", "keadaan", "jenis", "penjelasan")
        )
        for t in (2024, 2025)
    )
    assert len(lama) == 60
    assert baru == (lama if dengan_target else [])
    assert TargetTahunan.objects.filter(ketetapan__indikator__tahun=2025).exists() is dengan_target


def test_realizations_never_come_along():
    panggung.setujui(panggung.ajukan(panggung.indikator()))
    salin()
    assert not Realisasi.objects.filter(indikator__tahun=2025).exists()


def test_what_is_copied_is_what_is_in_force_now_not_a_draf():
    draf = mulai(3)
    ubah(draf, KOORDINASI, tw3="8")
    tetapkan(draf)
    lagi = mulai(4)
    ubah(lagi, KOORDINASI, tw4="99")
    baru = butir(salin(), KOORDINASI).ketetapan
    assert [t.teks for t in baru.target_triwulan.all()] == ["5", "5", "8", "3"]
    assert baru.nomor == 1


@pytest.mark.parametrize("iku_dahulu", [True, False])
def test_a_shared_indicator_is_copied_once_whichever_document_comes_first(iku_dahulu):
    if iku_dahulu:
        daftar, rencana = salin_iku(), salin()
    else:
        rencana, daftar = salin(), salin_iku()
    satu = butir(rencana, BERSAMA).ketetapan
    assert daftar.indikator.get(ketetapan__uraian=BERSAMA).ketetapan_id == satu.pk
    assert Indikator.objects.filter(tahun=2025).count() == 17 + 4 - 1
    assert (satu.indikator.asal.tahun, satu.target_tahun().teks) == (2024, "0")


def test_targets_of_a_shared_indicator_are_added_when_only_the_second_copy_wants_them():
    salin_iku(dengan_target=False)
    assert butir(salin(), BERSAMA).ketetapan.target_tahun().teks == "0"


def test_targets_typed_meanwhile_are_not_overwritten():
    daftar = salin_iku(dengan_target=False)
    k = daftar.indikator.get(ketetapan__uraian=BERSAMA).ketetapan
    target = TargetTahunan(ketetapan=k)
    target.isi("7")
    target.save()
    assert butir(salin(), BERSAMA).ketetapan.target_tahun().teks == "7"


# ── results of other indicators ──
def gabungan(nama_sumber: str) -> KetetapanIndikator:
    """An IKU of 2024 whose formula takes the result of an indicator of the Rencana Aksi."""
    sumber = butir(berlaku(), nama_sumber).ketetapan.indikator
    k = (
        VersiIku.objects.get(daftar__tahun=2024)
        .indikator.exclude(ketetapan__uraian=BERSAMA)
        .first()
        .ketetapan
    )
    v = k.variabel.first()
    v.hasil_dari = sumber
    v.save()
    return k


@pytest.mark.parametrize("iku_dahulu", [True, False])
def test_a_composite_points_to_this_years_copy_whichever_comes_first(iku_dahulu):
    lama = gabungan(KOORDINASI)
    if iku_dahulu:
        salin_iku()
        (belum,) = sumber_belum_ada(rumah(), 2025)
        assert belum == f"“{lama.variabel.first().label}” pada “{lama.uraian}”"
        salin()
    else:
        salin()
        salin_iku()
    baru = KetetapanIndikator.objects.get(indikator__tahun=2025, uraian=lama.uraian)
    sumber = Indikator.objects.get(tahun=2025, ketetapan__uraian=KOORDINASI)
    assert [v.hasil_dari for v in baru.variabel.all()] == [sumber, None]
    assert sumber_belum_ada(rumah(), 2025) == []


def test_an_input_that_people_type_on_purpose_is_not_turned_back():
    lama = gabungan(KOORDINASI)
    salin()
    salin_iku()
    v = KetetapanIndikator.objects.get(indikator__tahun=2025, uraian=lama.uraian).variabel.first()
    v.hasil_dari = None
    v.save()
    salin(tahun=2026, sumber=VersiRencanaAksi.objects.get(rencana__tahun=2025))
    v.refresh_from_db()
    assert v.hasil_dari is None


# ── refused ──
@pytest.mark.parametrize(("tahun", "kalimat"), [(2024, "sesudah 2024"), (2020, "sesudah 2024")])
def test_only_a_later_year(tahun, kalimat):
    with pytest.raises(AlurSalah, match=kalimat):
        salin(tahun=tahun)


def test_a_year_that_has_one_is_left_alone():
    buat_besar(rumah(), 2025, 30)
    with pytest.raises(AlurSalah, match="sudah ada"):
        salin()
    assert Sasaran.objects.filter(versi__rencana__tahun=2025, jenjang=1).count() == 1


# ── the page ──
ALAMAT = "/bakesbangpol/2024/rencana-aksi/salin/"


@pytest.fixture
def penyusun_masuk(client):
    client.force_login(penyusun())
    return client


def test_the_page_proposes_the_next_year_and_asks_first(penyusun_masuk):
    isi = penyusun_masuk.get(ALAMAT).content.decode()
    assert 'value="2025"' in isi
    assert "Salin Rencana Aksi 2024 (Murni) menjadi draf tahun lain?" in isi
    assert "Realisasi, bukti, nomor, tanggal, dan penanda tangan tidak ikut." in isi
    assert not VersiRencanaAksi.objects.filter(rencana__tahun=2025).exists()


def test_the_copy_opens_in_its_year(penyusun_masuk):
    jawaban = penyusun_masuk.post(ALAMAT, {"tahun": "2025", "dengan_target": "on"}, follow=True)
    assert jawaban.redirect_chain[-1][0] == "/bakesbangpol/2025/rencana-aksi/"
    assert "Rencana Aksi 2025 dibuat sebagai draf dari tahun 2024." in jawaban.content.decode()
    assert "18 kegiatan" in jawaban.content.decode()


@pytest.mark.parametrize(
    ("tahun", "kalimat"),
    [("2024", "Tulis tahun antara 2025 dan 2029."), ("", "Tulis tahunnya."), ("2040", "Tulis tahun antara"), ("x", "Tulis tahun seperti 2025.")],
)  # fmt: skip
def test_a_wrong_year_is_told(penyusun_masuk, tahun, kalimat):
    assert kalimat in penyusun_masuk.post(ALAMAT, {"tahun": tahun}).content.decode()
    assert VersiRencanaAksi.objects.count() == 1


def test_a_taken_year_is_told_on_the_page(penyusun_masuk):
    salin()
    isi = penyusun_masuk.post(ALAMAT, {"tahun": "2025"}).content.decode()
    assert "Rencana Aksi tahun 2025 sudah ada. Pilih tahun lain." in isi
    assert 'value="2026"' in penyusun_masuk.get(ALAMAT).content.decode()


def test_inputs_that_still_wait_are_named(penyusun_masuk):
    lama = gabungan(KOORDINASI)
    isi = penyusun_masuk.post(
        "/bakesbangpol/2024/iku/salin/", {"tahun": "2025"}, follow=True
    ).content.decode()
    assert "menunggu indikator sumbernya disalin juga" in isi
    assert lama.variabel.first().label in isi


def test_the_old_plan_is_read_once_however_large():
    bacaan = {}
    for tahun, banyak in ((2030, 30), (2040, 120)):
        tetapkan(buat_besar(rumah(), tahun, banyak))
        with CaptureQueriesContext(connection) as kueri:
            salin(tahun=tahun + 1, sumber=berlaku(tahun))
        bacaan[tahun] = sum(q["sql"].startswith("SELECT") for q in kueri)
        assert Indikator.objects.filter(tahun=tahun + 1, asal__tahun=tahun).count() == banyak
    assert bacaan[2040] == bacaan[2030]
