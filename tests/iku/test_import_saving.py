"""An IKU list read again: what changed is shown, written as one step, and never past what was signed."""

import pytest
from django.utils import timezone

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Realisasi
from bakesbang.reading.sources import read_text
from iku import import_saving
from iku.import_saving import PerubahanInput, comparison
from iku.importing import ImportResult, understand
from iku.models import VersiIku
from iku.suntingan import urungkan
from tests.bakesbang.importing.files import IKU, kantor

SARA, ORMAS = (
    "Persentase konflik SARA yang diselesaikan",
    "Persentase LSM/ORMAS/PARPOL yang berpartisipasi aktif",
)
SUMBER = IKU.read_text(encoding="utf-8")
BARU = "2.\tMeningkatnya wawasan\tPersentase pelajar yang paham\tPelajar yang paham / Pelajar yang ditanya x 100%\tSurvei\tBidang Wasnas\n"  # fmt: skip


def baca(peragaan, teks: str, tahun: int, **jawaban: str) -> ImportResult:
    """The file with every question answered as proposed, but for those whose key begins as ``jawaban`` says."""
    dijawab: dict[str, str] = {}
    for _ in range(3):
        hasil = understand(read_text(teks), tahun=tahun, offices=kantor(), answers=dijawab)
        comparison(peragaan.instansi, tahun, hasil)
        dijawab = {k: jawaban.get(k.split(":")[0], t.proposal) for k, t in hasil.ledger.questions.items()}
    return hasil


def simpan(peragaan, teks: str, tahun: int, perubahan: PerubahanInput | None = None, **jawaban: str):
    return import_saving.save(
        instansi=peragaan.instansi, tahun=tahun, result=baca(peragaan, teks, tahun, **jawaban), berkas=None,
        oleh=peragaan.pengguna("penyusun"), now=timezone.now(), perubahan=perubahan,
    )  # fmt: skip


def isi(versi: VersiIku) -> list[tuple[str, str, str, str]]:
    baris = versi.indikator.select_related("ketetapan").order_by("urutan")
    return [(b.sasaran, b.ketetapan.uraian, b.ketetapan.rumus, b.ketetapan.sumber_data) for b in baris]


@pytest.fixture
def draf(peragaan) -> VersiIku:
    return simpan(peragaan, SUMBER, 2030)[0]


def test_header_formula_and_source_of_a_draf_follow_the_file_as_one_step_that_is_undone(peragaan, draf):
    sebelum, kunci = isi(draf), [b.kunci for b in draf.indikator.order_by("urutan")]
    teks = SUMBER.replace("sejahtera dan bermartabat.", "sejahtera.").replace("Kominda, FKDM,PKS", "FKDM").replace(
        r"\text{Jumlah konflik SARA yang selesai}}", r"\text{Jumlah konflik SARA yang tuntas}}"
    )  # fmt: skip
    versi, beda = simpan(peragaan, teks, 2030)
    assert versi == draf
    assert [(s.kind, s.what) for s in beda.items] == [("ubah", "Kepala"), ("ubah", "IKU"), ("ubah", "IKU")]
    versi.refresh_from_db()
    assert versi.visi.endswith("sejahtera.")
    sesudah = isi(versi)
    assert sesudah[0][3].endswith("FKDM")
    assert [v.label for v in versi.indikator.last().ketetapan.variabel.all()] == [
        "Jumlah konflik SARA yang tuntas", "Jumlah konflik SARA yang ada"
    ]  # fmt: skip
    assert [b.kunci for b in versi.indikator.order_by("urutan")] == kunci
    urungkan(versi=versi, oleh=peragaan.pengguna("penyusun"))
    versi.refresh_from_db()
    assert versi.visi.endswith("bermartabat.")
    assert isi(versi) == sebelum


def test_a_new_wording_is_the_same_indicator_only_when_a_person_says_so(peragaan, draf):
    teks = SUMBER.replace(SARA, "Persentase konflik SARA yang dapat diselesaikan")
    ya, _ = simpan(peragaan, teks, 2030)
    assert [u for _, u, *_ in isi(ya)][2:] == ["Persentase konflik SARA yang dapat diselesaikan"]
    tidak, beda = simpan(peragaan, SUMBER, 2030, pasang="tidak")
    assert ("tambah", SARA) in {(s.kind, s.name) for s in beda.items}
    assert tidak.indikator.count() == 4


def test_a_new_indicator_stands_last_with_its_formula_computed(peragaan, draf):
    versi, beda = simpan(peragaan, SUMBER.rstrip("\n").rsplit("\n--", 1)[0] + "\n" + BARU, 2030)
    assert [(s.kind, s.name) for s in beda.items] == [("tambah", "Persentase pelajar yang paham")]
    baru = versi.indikator.order_by("urutan").last()
    assert baru.sasaran == "Meningkatnya wawasan"
    assert [v.label for v in baru.ketetapan.variabel.all()] == ["Pelajar yang paham", "Pelajar yang ditanya"]
    urungkan(versi=versi, oleh=peragaan.pengguna("penyusun"))
    assert versi.indikator.count() == 3


def tanpa_ormas() -> str:
    return "\n".join(b for b in SUMBER.splitlines() if ORMAS not in b)


def test_what_the_file_no_longer_has_stays_unless_it_is_thrown_out(peragaan, draf):
    _, beda = simpan(peragaan, tanpa_ormas(), 2030)
    assert [(s.kind, s.name[:30]) for s in beda.items] == [("hilang", ORMAS[:30])]
    assert draf.indikator.count() == 3
    simpan(peragaan, tanpa_ormas(), 2030, hilang="buang")
    assert [u for _, u, *_ in isi(draf)] == ["Persentase konflik IPOLEKSOSBUD yang diselesaikan", SARA]


def test_an_unanswered_question_saves_nothing(peragaan, draf):
    sebelum = isi(draf)
    hasil = understand(read_text(tanpa_ormas()), tahun=2030, offices=kantor())
    with pytest.raises(AlurSalah, match="1 pertanyaan yang belum dijawab"):
        import_saving.save(
            instansi=peragaan.instansi, tahun=2030, result=hasil, berkas=None, oleh=peragaan.pengguna("penyusun"), now=timezone.now()
        )  # fmt: skip
    assert isi(draf) == sebelum


def test_a_signed_list_changes_only_in_a_draf_perubahan_with_a_reason(peragaan):
    lama = VersiIku.objects.get(daftar__tahun=2021)
    sebelum, realisasi = isi(lama), Realisasi.objects.filter(indikator__tahun=2021).count()
    teks = SUMBER.replace("Kominda, FKDM,PKS", "FKDM").replace(
        r"\text{Jumlah konflik SARA yang selesai}}", r"\text{Jumlah konflik SARA yang tuntas}}"
    )
    with pytest.raises(AlurSalah, match="alasan dan triwulan mulai"):
        simpan(peragaan, teks, 2021)
    baru, beda = simpan(peragaan, teks, 2021, PerubahanInput("Sumber data berganti", 3))
    assert (baru.nomor, baru.draf, baru.mulai_triwulan, len(beda.items)) == (1, True, 3, 2)
    assert isi(lama) == sebelum
    beda_baris = [(a[1], b[3]) for a, b in zip(sebelum, isi(baru), strict=True) if a[3] != b[3]]
    assert [(u, s.endswith("FKDM")) for u, s in beda_baris] == [
        ("Persentase konflik IPOLEKSOSBUD yang diselesaikan", True)
    ]
    assert isi(baru)[2][2] != sebelum[2][2]
    assert Realisasi.objects.filter(indikator__tahun=2021).count() == realisasi


def test_an_indicator_with_realizations_is_named_so_and_never_thrown_out(peragaan):
    hasil = baca(peragaan, tanpa_ormas(), 2021)
    assert any("Sudah mempunyai realisasi." in t.sentence for t in hasil.ledger.questions.values())
    jumlah = VersiIku.objects.filter(daftar__tahun=2021).count()
    with pytest.raises(AlurSalah):
        simpan(peragaan, tanpa_ormas(), 2021, PerubahanInput("Dikurangi", 3), hilang="buang")
    assert VersiIku.objects.filter(daftar__tahun=2021).count() == jumlah


def test_somebody_must_answer_for_a_change(peragaan, draf):
    hasil = baca(peragaan, SUMBER.replace("Kominda, FKDM,PKS", "FKDM"), 2030)
    with pytest.raises(AlurSalah, match="siapa yang mengimpor"):
        import_saving.save(
            instansi=peragaan.instansi, tahun=2030, result=hasil, berkas=None, oleh=None, now=timezone.now()
        )
