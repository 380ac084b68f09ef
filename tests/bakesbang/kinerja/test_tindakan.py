"""Making an indicator, copying it, its formula, and putting a version in force."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bakesbang.calculation.formula import FormulaError
from bakesbang.kinerja import tindakan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru, VariabelBaru, indikator_dari_data
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Pemakaian, Realisasi
from bakesbang.trail.models import Catatan
from bakesbang.versions import copying

pytestmark = pytest.mark.basisdata


@pytest.fixture
def penyusun(peragaan):
    return peragaan.pengguna("penyusun")


@pytest.fixture
def buat(peragaan):
    def _buat(uraian="Uji", tahun=2022, **lain) -> KetetapanIndikator:
        return tindakan.buat_indikator(
            baru=IndikatorBaru(uraian, **lain),
            instansi=peragaan.instansi,
            tahun=tahun,
            dokumen="iku",
            oleh=None,
        )

    return _buat


def simpan_rumus(k, rumus, penyusun, *variabel):
    return tindakan.simpan_rumus(
        ketetapan=k,
        rumus=rumus,
        variabel=variabel,
        kebijakan_nihil="NIHIL_100",
        oleh=penyusun,
        waktu=timezone.now(),
    )


A, B = VariabelBaru("a", "Bagian"), VariabelBaru("b", "Keseluruhan")


def test_labels_are_stored_as_codes(buat):
    k = buat(rumus="[Bagian] / [Keseluruhan] × 100%", variabel=(A, B))
    assert k.rumus == "[a] / [b] × 100%"
    assert [v.kode for v in k.variabel.all()] == ["a", "b"]


def test_a_formula_that_does_not_parse_makes_nothing(buat):
    banyak = Indikator.objects.count()
    with pytest.raises(FormulaError):
        buat(rumus="[Bagian] / ", variabel=(A,))
    assert Indikator.objects.count() == banyak


@pytest.mark.parametrize("medan", ["polaritas", "agregasi", "frekuensi"])
def test_a_fixture_with_an_unknown_word_is_refused(medan):
    with pytest.raises(ValueError, match="tidak dikenal"):
        indikator_dari_data({"uraian": "x", medan: "entah"})


def test_a_formula_is_laid_down_and_traced(buat, penyusun):
    k = simpan_rumus(buat(), "[Bagian] / [Keseluruhan]", penyusun, A, B)
    assert (k.rumus, k.kebijakan_nihil) == ("[a] / [b]", "NIHIL_100")
    assert Catatan.objects.filter(
        tindakan="mengubah formula", baru__rumus="[a] / [b]", oleh=penyusun
    ).exists()


def test_variables_that_left_the_formula_go_and_the_rest_keep_their_row(buat, penyusun):
    k = buat(rumus="[Bagian] / [Keseluruhan]", variabel=(A, B))
    lama = k.variabel.get(kode="a").pk
    k = simpan_rumus(k, "[Bagian baru] × 2", penyusun, VariabelBaru("a", "Bagian baru"))
    assert [(v.pk, v.label) for v in k.variabel.all()] == [(lama, "Bagian baru")]


def test_a_formula_can_be_taken_away(buat, penyusun):
    assert simpan_rumus(buat(rumus="[Bagian]", variabel=(A,)), " ", penyusun).rumus == ""


def test_a_laid_down_formula_does_not_change_in_place(peragaan, penyusun):
    k = KetetapanIndikator.objects.filter(rumus__gt="").first()
    with pytest.raises(ValidationError, match="ketetapan baru"):
        simpan_rumus(k, "[Bagian]", penyusun, A)


def test_a_circle_is_refused_with_its_path(buat, penyusun):
    satu, dua = buat("Satu"), buat("Dua")
    simpan_rumus(dua, "[x]", penyusun, VariabelBaru("x", "x", hasil_dari_id=satu.indikator_id))
    with pytest.raises(ValidationError, match="“Satu” → “Dua” → “Satu”"):
        simpan_rumus(satu, "[y]", penyusun, VariabelBaru("y", "y", hasil_dari_id=dua.indikator_id))


def test_the_draf_of_a_laid_down_ketetapan_needs_a_reason_and_is_made_once(peragaan, penyusun):
    k = KetetapanIndikator.objects.filter(status="berlaku", rumus__gt="").first()
    with pytest.raises(ValidationError, match="alasan"):
        copying.draf_ketetapan(ketetapan=k, dokumen="iku", alasan=" ", oleh=penyusun)
    draf = copying.draf_ketetapan(ketetapan=k, dokumen="iku", alasan="Definisi diperjelas", oleh=penyusun)
    assert (draf.nomor, draf.status, draf.rumus) == (2, "draf", k.rumus)
    assert [v.kode for v in draf.variabel.all()] == [v.kode for v in k.variabel.all()]
    assert list(draf.penanggung_jawab.all()) == list(k.penanggung_jawab.all())
    assert copying.draf_ketetapan(ketetapan=k, dokumen="rencana-aksi", alasan="lain", oleh=penyusun) == draf


def kosong(peragaan) -> Indikator:
    return Indikator.objects.create(instansi=peragaan.instansi, tahun=2022)


def test_a_copy_takes_targets_only_when_asked(peragaan, buat, penyusun):
    asal = buat(
        tahunan=TargetBaru("20%"),
        triwulan={1: TargetBaru("-", "Tidak ada"), 2: TargetBaru("1.500", tafsir="desimal")},
    )
    tanpa = copying.salin_ketetapan(
        sumber=asal, indikator=kosong(peragaan), dokumen="iku", oleh=penyusun, dengan_target=False
    )
    dengan = copying.salin_ketetapan(sumber=asal, indikator=kosong(peragaan), dokumen="iku", oleh=penyusun)
    assert (tanpa.target_triwulan.count(), tanpa.target_tahun()) == (0, None)
    assert [(t.teks, t.penjelasan, t.tafsir) for t in dengan.target_triwulan.all()] == [
        ("-", "Tidak ada", ""),
        ("1.500", "", "desimal"),
    ]
    assert dengan.target_tahun().teks == "20%"


def berlakukan(peragaan, penyusun, isi, mulai, dokumen="iku"):
    tindakan.berlakukan(
        dokumen=dokumen, instansi=peragaan.instansi, tahun=2024, isi=isi, mulai_triwulan=mulai, sebutan="Perubahan I",
        alasan="Anggaran berubah", oleh=penyusun, waktu=timezone.now(),
    )  # fmt: skip


def test_a_new_version_closes_the_old_use_and_opens_its_own(peragaan, penyusun):
    lama = KetetapanIndikator.objects.filter(indikator__pemakaian__dokumen="iku", indikator__tahun=2024)
    tetap, ganti = lama.order_by("pk")[:2]
    draf = copying.draf_ketetapan(ketetapan=ganti, dokumen="iku", alasan="Target naik", oleh=penyusun)
    berlakukan(peragaan, penyusun, [(tetap, 1), (draf, 1)], 3)
    pemakaian = Pemakaian.objects.filter(dokumen="iku", indikator__tahun=2024)
    assert set(pemakaian.filter(sampai_triwulan=None).values_list("indikator_id", "mulai_triwulan")) == {
        (tetap.indikator_id, 3),
        (ganti.indikator_id, 3),
    }
    assert set(pemakaian.exclude(sampai_triwulan=None).values_list("sampai_triwulan", flat=True)) == {2}
    ganti.refresh_from_db()
    draf.refresh_from_db()
    assert (ganti.status, draf.status, draf.mulai_triwulan) == ("digantikan", "berlaku", 3)


def test_realizations_move_to_the_new_ketetapan_with_their_values(peragaan, penyusun):
    baris = Realisasi.objects.get(indikator__tahun=2024)
    draf = copying.draf_ketetapan(
        ketetapan=baris.ketetapan, dokumen="rencana-aksi", alasan="Target berubah", oleh=penyusun
    )
    berlakukan(peragaan, penyusun, [(draf, 1)], 1, dokumen="rencana-aksi")
    baris.refresh_from_db()
    assert (baris.ketetapan_id, baris.teks, baris.status) == (draf.pk, "0", "draf")


def test_a_perubahan_holds_after_the_last_lock():
    with pytest.raises(AlurSalah, match="TW II sudah dikunci"):
        tindakan.pastikan_sesudah_kunci(2, 2)
    tindakan.pastikan_sesudah_kunci(2, 3)
