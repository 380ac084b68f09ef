"""Laying down a formula: what is stale, wrong or circular leaves everything as it was."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bakesbang.calculation.formula import FormulaError
from bakesbang.indikator.forms_rumus import sidik_tersimpan
from bakesbang.indikator.tindakan import FormulaBerubah, ketetapan_disunting, ubah_rumus
from bakesbang.kinerja.bentuk import VariabelBaru
from bakesbang.kinerja.models import Indikator

DATA = (VariabelBaru("selesai", "Selesai"), VariabelBaru("ada", "Ada"))


@pytest.fixture
def ubah(indikator, peragaan):
    def ubah(rumus="[selesai] / [ada]", **isi):
        return ubah_rumus(
            **{
                "indikator": indikator, "dasar": sidik_tersimpan(ketetapan_disunting(indikator)), "rumus": rumus,
                "variabel": DATA, "kebijakan_nihil": "NIHIL_0", "alasan": "Perwali", "oleh": peragaan.pengguna("penyusun"),
                "waktu": timezone.now(),
            } | isi
        )  # fmt: skip

    return ubah


def test_reason_person_and_document_stay_with_the_new_draft(ubah, indikator, peragaan):
    baru = ubah()
    assert (baru.nomor, baru.status, baru.alasan, baru.dokumen_asal) == (2, "draf", "Perwali", "iku")
    jejak = baru.jejak.latest()
    assert jejak.history_user == peragaan.pengguna("penyusun")
    assert ketetapan_disunting(indikator) == baru


@pytest.mark.parametrize(
    ("isi", "galat"),
    [
        ({"dasar": "lama"}, FormulaBerubah), ({"alasan": "  "}, ValidationError),
        ({"rumus": "[selesai] / /"}, FormulaError), ({"rumus": "[hilang] × 2"}, FormulaError),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_no_draft_behind(ubah, indikator, isi, galat):
    with pytest.raises(galat):
        ubah(**isi)
    assert indikator.ketetapan.count() == 1


def test_a_circle_leaves_no_draft_behind(ubah, indikator, peragaan):
    lain = Indikator.objects.get(tahun=2021, ketetapan__uraian__contains="LSM")
    ubah(variabel=(VariabelBaru("selesai", "Selesai", hasil_dari_id=lain.pk), DATA[1]))
    putar = (VariabelBaru("selesai", "Selesai", hasil_dari_id=indikator.pk), DATA[1])
    with pytest.raises(ValidationError, match=r"Formula berputar: .*IPOLEKSOSBUD.* → .*LSM"):
        ubah(indikator=lain, dasar=sidik_tersimpan(ketetapan_disunting(lain)), variabel=putar)
    assert lain.ketetapan.count() == 1


def test_fingerprint_changes_with_every_part(ubah, indikator):
    """Each of these is somebody's work that must not be overwritten unseen."""
    dilihat = {sidik_tersimpan(ketetapan_disunting(indikator))}
    for isi in (
        {}, {"rumus": "[ada]"}, {"kebijakan_nihil": "NIHIL_100"},
        {"variabel": (VariabelBaru("selesai", "Lain"), DATA[1])},
        {"variabel": (VariabelBaru("selesai", "Selesai", satuan="kasus"), DATA[1])},
        {"variabel": (VariabelBaru("selesai", "Selesai", agregasi="terakhir"), DATA[1])},
    ):  # fmt: skip
        dilihat.add(sidik_tersimpan(ubah(**isi)))
    assert len(dilihat) == 7
