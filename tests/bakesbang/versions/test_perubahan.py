"""What both documents share when they change: quarters, what another document replaced, drafs
nobody needs."""

import pytest
from django.utils import timezone

import iku.tindakan_perubahan
import rencana_aksi.tindakan_perubahan as ra_perubahan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.model_indikator import Indikator
from bakesbang.kinerja.models import KetetapanIndikator, TargetTahunan, TargetTriwulan
from bakesbang.kinerja.tindakan import terkunci_terakhir
from bakesbang.versions import perubahan
from bakesbang.versions.copying import draf_ketetapan
from bakesbang.versions.diff_words import sel_ketetapan, teks_nilai
from iku.models import VersiIku
from rencana_aksi.models import VersiRencanaAksi
from tests.rencana_aksi.perubahan import ALASAN, BERSAMA, KOORDINASI, kunci_tw, penyusun, rumah


# ── quarters ──
@pytest.mark.parametrize(
    ("berlaku", "terkunci", "pilihan"),
    [(1, 0, [1, 2, 3, 4]), (1, 2, [3, 4]), (3, 1, [3, 4]), (3, 3, [4]), (1, 4, [])],
)
def test_the_quarters_to_choose_from(berlaku, terkunci, pilihan):
    versi = VersiIku(nomor=1, mulai_triwulan=berlaku)
    assert [n for n, _ in perubahan.pilihan_mulai(versi, terkunci)] == pilihan
    for n in (1, 2, 3, 4):
        if n in pilihan:
            perubahan.periksa_mulai(versi, n, terkunci)
        else:
            with pytest.raises(AlurSalah):
                perubahan.periksa_mulai(versi, n, terkunci)


def test_the_last_locked_quarter_counts_even_when_an_earlier_one_was_opened_again(peragaan):
    assert terkunci_terakhir(rumah(), 2024) == 0
    kunci_tw(1, 2)
    rumah().jadwal.filter(tahun=2024, triwulan=1).update(dikunci_oleh=None, dikunci_pada=None)
    assert terkunci_terakhir(rumah(), 2024) == 2
    assert terkunci_terakhir(rumah(), 2025) == 0


def test_a_perubahan_starts_from_what_is_in_force_with_a_reason():
    berlaku = VersiRencanaAksi(status="ditetapkan")
    assert perubahan.periksa_perubahan(berlaku, alasan=f"  {ALASAN} ", mulai=3, terkunci=2) == ALASAN
    with pytest.raises(AlurSalah, match="Tulis alasan"):
        perubahan.periksa_perubahan(berlaku, alasan=" ", mulai=3, terkunci=2)
    with pytest.raises(AlurSalah, match="yang berlaku"):
        perubahan.periksa_perubahan(VersiRencanaAksi(status="digantikan"), alasan=ALASAN, mulai=3, terkunci=2)


# ── what another document replaced ──
def ganti(uraian: str, dokumen: str) -> tuple[KetetapanIndikator, KetetapanIndikator]:
    lama = KetetapanIndikator.objects.get(uraian=uraian, indikator__tahun=2024, status="berlaku")
    baru = draf_ketetapan(ketetapan=lama, dokumen=dokumen, alasan=ALASAN, oleh=penyusun())
    return lama, baru


def test_a_draf_replaces_nothing(peragaan):
    lama, baru = ganti(BERSAMA, "iku")
    assert perubahan.susulan([lama.pk, baru.pk], "rencana-aksi") == []


def test_without_a_trace_the_other_document_is_named_without_its_version(peragaan):
    lama, baru = ganti(BERSAMA, "iku")
    KetetapanIndikator.objects.filter(pk=baru.pk).update(status="berlaku")
    (s,) = perubahan.susulan([lama.pk], "rencana-aksi")
    assert (s.lama_id, s.baru.pk, s.oleh) == (lama.pk, baru.pk, "IKU")
    assert perubahan.susulan([baru.pk], "rencana-aksi") == []
    with pytest.raises(AlurSalah, match="sudah berubah di IKU"):
        perubahan.pastikan_selaras([lama.pk], "rencana-aksi")


def test_several_indicators_of_one_version_make_one_sentence():
    def susulan(uraian: str, oleh: str) -> perubahan.Susulan:
        return perubahan.Susulan(1, KetetapanIndikator(uraian=uraian), oleh)

    semua = [susulan("A", "Rencana Aksi Perubahan I"), susulan("B", "Rencana Aksi Perubahan I"), susulan("C", "Rencana Aksi Perubahan II")]  # fmt: skip
    assert perubahan.kalimat_susulan(semua, "iku") == [
        "Indikator bersama “A”, “B” berubah di Rencana Aksi Perubahan I; IKU belum direvisi.",
        "Indikator bersama “C” berubah di Rencana Aksi Perubahan II; IKU belum direvisi.",
    ]


# ── dropping ──
def buang(*ids: int) -> list[str]:
    return perubahan.buang_ketetapan(dokumen="rencana-aksi", instansi=rumah(), tahun=2024, ketetapan_ids=ids)


def test_an_orphan_that_this_document_began_goes_and_one_of_the_other_stays(peragaan):
    _, milik = ganti(KOORDINASI, "rencana-aksi")
    _, lain = ganti(BERSAMA, "iku")
    assert buang() == [KOORDINASI]
    assert not KetetapanIndikator.objects.filter(pk=milik.pk).exists()
    assert KetetapanIndikator.objects.filter(pk=lain.pk).exists()
    assert buang(lain.pk) == [BERSAMA]


def test_drafs_that_only_hold_each_other_all_go(peragaan):
    dalam = [Indikator.objects.create(instansi=rumah(), tahun=2024) for _ in range(3)]
    k = [i.ketetapan.create(uraian=f"K{n}", dokumen_asal="rencana-aksi") for n, i in enumerate(dalam)]
    k[1].variabel.create(kode="a", label="A", hasil_dari=dalam[0])
    k[2].variabel.create(kode="a", label="A", hasil_dari=dalam[1])
    assert set(buang()) == {"K0", "K1", "K2"}
    assert not Indikator.objects.filter(pk__in=[i.pk for i in dalam]).exists()


@pytest.mark.parametrize("tindakan", [ra_perubahan, iku.tindakan_perubahan])
def test_whoever_comes_after_a_draf_was_dropped_is_told_so(peragaan, tindakan):
    model = VersiRencanaAksi if tindakan is ra_perubahan else VersiIku
    berlaku = model.objects.berlaku().get(
        **{f"{'rencana' if model is VersiRencanaAksi else 'daftar'}__tahun": 2024}
    )
    siapa = {"oleh": penyusun(), "waktu": timezone.now()}
    draf = tindakan.mulai_perubahan(versi=berlaku, alasan=ALASAN, mulai_triwulan=3, **siapa)
    basi = model.objects.get(pk=draf.pk)
    tindakan.buang_draf(versi=draf, **siapa)
    for act in (tindakan.buang_draf, tindakan.selaraskan):
        with pytest.raises(AlurSalah, match="sudah dibuang"):
            act(versi=basi, **siapa)


def test_what_is_in_force_is_never_dropped(peragaan):
    k = KetetapanIndikator.objects.get(uraian=KOORDINASI, indikator__tahun=2024)
    assert buang(k.pk) == []
    assert KetetapanIndikator.objects.filter(pk=k.pk).exists()


# ── cells as words ──
def test_absent_blank_and_strip_are_different_cells(peragaan):
    _, k = ganti(BERSAMA, "iku")
    assert sel_ketetapan(k)["Target TW I"] is None
    for n, teks in ((1, ""), (2, "-"), (3, "0")):
        t = TargetTriwulan(ketetapan=k, triwulan=n)
        t.isi(teks)
        t.save()
    k = KetetapanIndikator.objects.lengkap().get(pk=k.pk)
    assert [sel_ketetapan(k)[f"Target TW {x}"] for x in ("I", "II", "III", "IV")] == ["", "-", "0", None]


@pytest.mark.parametrize(
    ("teks", "tafsir", "tampil"),
    [
        ("1.500", "ribuan", "1.500 (dibaca ribuan)"),
        ("1.500", "desimal", "1.500 (dibaca desimal)"),
        ("20%", "", "20%"),
    ],
)
def test_the_answer_to_a_doubtful_reading_is_part_of_the_cell(teks, tafsir, tampil):
    t = TargetTahunan()
    t.isi(teks, tafsir)
    assert teks_nilai(t) == tampil


def test_formula_and_inputs_are_told_in_words(peragaan):
    k = KetetapanIndikator.objects.filter(rumus__gt="", indikator__tahun=2024).first()
    v = k.variabel.first()
    v.hasil_dari = Indikator.objects.get(ketetapan__uraian=KOORDINASI, tahun=2024)
    v.save()
    sel = sel_ketetapan(k)
    assert "÷" in sel["Formula"] or "/" in sel["Formula"]
    assert "[" not in sel["Formula"]
    assert f"hasil dari “{KOORDINASI}”" in sel[f"Data “{v.label}”"]


def test_an_indicator_is_called_by_what_is_in_force_not_by_its_draf(peragaan):
    lama, baru = ganti(KOORDINASI, "rencana-aksi")
    KetetapanIndikator.objects.filter(pk=baru.pk).update(uraian="Nama dalam draf")
    assert str(Indikator.objects.get(pk=lama.indikator_id)) == KOORDINASI
    satu = Indikator.objects.create(instansi=rumah(), tahun=2024)
    satu.ketetapan.create(uraian="Masih draf", dokumen_asal="iku")
    assert str(satu) == "Masih draf"
