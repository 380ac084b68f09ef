"""What is sent, when it is a conflict, and whose value stands there."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.tindakan import buat_indikator
from bakesbang.versions.editing import isi_kini, ubah_ketetapan
from bakesbang.versions.field_saving import Pilahan, kiriman, pilah
from tests.adegan import Peragaan

KINI = {"a": "kini", "b": ""}


def pisah(perubahan, dimuat, **lain) -> Pilahan:
    return pilah(
        perubahan, kini=KINI, dimuat=dimuat, periksa=lambda _, t: "Salah." if t == "x" else "", **lain
    )


@pytest.mark.parametrize(
    ("dimuat", "teks", "tulis", "bentrok"),
    [
        ("kini", "baru", True, False),
        ("lama", "baru", False, True),
        ("lama", "kini", False, False),  # both typed the same
        ("kini", "kini", False, False),
        ("lama", "lama", False, True),  # what one chose is meanwhile something else
        ("lama", "x", False, True),
    ],
)
def test_only_a_field_that_meanwhile_holds_a_third_value_is_a_conflict(dimuat, teks, tulis, bentrok):
    hasil = pisah({"a": teks}, {"a": dimuat})
    assert (hasil.tulis == {"a": teks}, hasil.bentrok == ["a"]) == (tulis, bentrok)


def test_without_a_browser_nothing_conflicts_and_the_impossible_is_named():
    hasil = pisah({"a": "baru", "b": "x"}, None)
    assert hasil == Pilahan(tulis={"a": "baru"}, salah={"b": "Salah."})


def test_a_chosen_reading_is_written_although_the_text_is_the_same():
    assert pisah({"a": "kini"}, {"a": "kini"}, dijawab=["a"]).tulis == {"a": "kini"}


def test_an_unknown_field_is_refused():
    with pytest.raises(ValidationError, match="tidak dikenal"):
        pisah({"status": "disetujui"}, None)


def test_boxes_are_one_field_and_line_ends_are_those_of_the_database():
    data = QueryDict(mutable=True)
    data.setlist("isi.penanggung_jawab", ["", "12", "3", "12"])
    data.setlist("isi.pengisi", ["", "12", "3"])
    data["isi.fungsi"] = "satu\r\ndua"
    data["dimuat.fungsi"] = "satu"
    assert kiriman(data, "isi.") == {"penanggung_jawab": "3,12", "pengisi": "12,3", "fungsi": "satu\ndua"}


@pytest.fixture
def ketetapan(peragaan: Peragaan) -> KetetapanIndikator:
    baru = IndikatorBaru("Jumlah kegiatan", tahunan=TargetBaru("4"), satuan="kegiatan")
    return buat_indikator(
        baru=baru, instansi=peragaan.instansi, tahun=2025, dokumen="rencana-aksi", oleh=peragaan.pengguna("penyusun")
    )  # fmt: skip


@pytest.mark.parametrize(("medan", "teks"), [("uraian", "Jumlah rapat"), ("tahunan", "9"), ("tahunan", "")])
def test_the_conflict_names_who_wrote_that_field_not_who_touched_the_row_last(
    ketetapan, peragaan, medan, teks
):
    def ubah(siapa: str, perubahan: dict[str, str], dimuat: dict[str, str] | None = None):
        return ubah_ketetapan(
            ketetapan=ketetapan, dokumen="rencana-aksi", perubahan=perubahan, dimuat=dimuat, oleh=peragaan.pengguna(siapa), waktu=timezone.now()
        )  # fmt: skip

    dimuat = isi_kini(KetetapanIndikator.objects.lengkap().get(pk=ketetapan.pk))
    ubah("admin", {medan: teks})
    ubah("pimpinan", {"satuan": "rapat"})
    (bentrok,) = ubah("penyusun", {medan: "7"}, dimuat).bentrok
    assert (bentrok.nilai, bentrok.oleh) == (teks, str(peragaan.pengguna("admin")))
