"""What stands around both documents on paper."""

import datetime as dt

import pytest
from django.http import Http404, QueryDict

from bakesbang.organisasi.models import Instansi
from bakesbang.paper.sizes import A3, F4
from bakesbang.versions.printing import PilihanCetak, kop, meta, tanda_tangan
from rencana_aksi.models import VersiRencanaAksi


def test_letterhead_needs_both_wish_and_text():
    instansi = Instansi(kop="PEMERINTAH KOTA\n\n  BADAN CONTOH  ")
    assert kop(instansi, dipakai=True).baris == ("PEMERINTAH KOTA", "BADAN CONTOH")
    assert kop(instansi, dipakai=False) is None
    assert kop(Instansi(kop=" \n"), dipakai=True) is None


def test_draft_has_lines_at_the_agencys_place():
    (ttd,) = tanda_tangan(VersiRencanaAksi(), Instansi(tempat="Mojokerto"))
    assert (ttd.nama, ttd.tempat, ttd.tanggal) == ("", "Mojokerto", None)


def test_signed_document_keeps_its_own_place_and_people():
    versi = VersiRencanaAksi(
        ttd_tempat="Sooko", ttd_nama="ANI", ttd_nip="1" * 18, tanggal=dt.date(2024, 1, 15)
    )
    (ttd,) = tanda_tangan(versi, Instansi(tempat="Mojokerto"))
    assert (ttd.nama, ttd.tempat, ttd.nip, ttd.tanggal) == ("ANI", "Sooko", "1" * 18, dt.date(2024, 1, 15))


def test_footer_names_the_decree_when_there_is_one():
    saat = dt.datetime(2024, 1, 15, tzinfo=dt.UTC)
    assert (
        meta(VersiRencanaAksi(nomor_surat="188/1"), "rencana-aksi/2024/0", saat, "Ani").keterangan
        == "nomor 188/1"
    )
    assert meta(VersiRencanaAksi(), "rencana-aksi/2024/0", saat, "Ani").keterangan == ""


@pytest.mark.parametrize(
    ("teks", "pilihan"),
    [
        ("", PilihanCetak(F4, False)),
        ("kertas=A3&kop=1", PilihanCetak(A3, True)),
        ("kop=ya", PilihanCetak(F4, False)),
    ],
)
def test_paper_is_read_from_the_address(teks, pilihan):
    assert PilihanCetak.baca(QueryDict(teks)) == pilihan


def test_unknown_paper_is_not_found():
    with pytest.raises(Http404, match="Pilih F4, A4, A3"):
        PilihanCetak.baca(QueryDict("kertas=a4"))
