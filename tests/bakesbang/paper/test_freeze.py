"""The stored form of a signed document: its words never change, whatever the classes are called."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bakesbang.calculation.values.value import ValueState
from bakesbang.paper import document as tabel
from bakesbang.paper.document import (
    GABUNG,
    SAMBUNG,
    Baris,
    Butir,
    Cabang,
    Dokumen,
    Isian,
    IsiAngka,
    IsiNilai,
    IsiRumus,
    IsiTeks,
    JenisBaris,
    Judul,
    Jumlah,
    Kolom,
    KolomData,
    Kop,
    LembarData,
    Meta,
    NilaiData,
    Putus,
    Sel,
    Tabel,
    TandaTangan,
)
from bakesbang.paper.freeze import STORED, dari_json, field_words, ke_json

# Written once by the code of 85166e4 and never made again (tests/data/README.md).
GOLDEN = Path(__file__).parents[2] / "data" / "frozen_golden.json"


def every_part() -> Dokumen:
    """A document in which every class that can be frozen stands, no field at its default."""
    columns = (
        Kolom(kunci="uraian", judul="Uraian", lebar=30, jenjang=1, rata="kiri", kepala_baris=True),
        Kolom(
            kunci="nilai", judul="Nilai", lebar=12, jenjang=2, rata="kanan", kelompok="Capaian", nomor="2a"
        ),
    )
    number = IsiAngka(
        angka=Decimal("85.70"),
        teks="85,7%",
        desimal=1,
        persen=True,
        satuan="%",
        excel="{nilai}/2",
        tebal=True,
        kelas="tebal",
    )
    cells = (
        Sel(
            baris=0,
            kolom=0,
            isi=IsiTeks(teks="“A”", tebal=True, miring=True, tautan="/a/", kelas="baris-asli"),
            tinggi=2,
            lebar=1,
            jenjang_markah=1,
            id="b1",
            nama="awal",
        ),
        Sel(
            baris=0,
            kolom=1,
            isi=IsiNilai(teks="18", keadaan=ValueState.NUMBER, label="TW II = ", tautan="/b/", kelas="x"),
        ),
        Sel(baris=1, kolom=1, isi=number),
        Sel(baris=2, kolom=0, isi=SAMBUNG),
        Sel(baris=2, kolom=1, isi=GABUNG),
        Sel(baris=3, kolom=0, isi=IsiAngka(angka=None, teks="Belum lengkap")),
        Sel(
            baris=3, kolom=1, isi=IsiRumus(html="<b>x</b>", teks="a / b", latex="\\frac{a}{b}", hasil=number)
        ),
    )
    lines = (
        Baris(jenis=JenisBaris.KELOMPOK, putus=Putus.BLOK, mulai=1, tingkat=2),
        Baris(jenis=JenisBaris.BIASA, putus=Putus.RANGKAI),
        Baris(jenis=JenisBaris.CERITA),
        Baris(jenis=JenisBaris.JUMLAH, putus=Putus.TIDAK),
    )
    return Dokumen(
        judul=("LAPORAN", "Badan"),
        tabel=Tabel(kolom=columns, baris=lines, sel=cells, nomor_kolom=False, hampa="Kosong."),
        meta=Meta(
            waktu=datetime(2024, 4, 20, 9, 30, tzinfo=ZoneInfo("Asia/Jakarta")),
            oleh="Penyusun",
            pengenal="capaian/2024/iku/1/2",
            perihal="Dikunci",
            keterangan="kunci nomor 2",
            sidik="abc",
        ),
        versi="Perubahan I",
        draf=False,
        kop=Kop(baris=("KOTA", "BADAN"), alamat=("Jalan 1",), logo=b"\x89PNG\x00"),
        kepala=(Butir(label="Visi", isi=("satu", "dua"), tebal=True),),
        penutup=(Butir(label="Formula", isi=IsiRumus(html="x", teks="x")),),
        catatan=("Catatan satu.",),
        tanda_tangan=(
            TandaTangan(
                jabatan="Plt. Kepala",
                nama="Nama",
                pangkat="Pembina",
                nip="1",
                tempat="Kota",
                tanggal=date(2024, 4, 20),
                pengantar="Mengetahui,",
                bertanggal=False,
            ),
            TandaTangan(jabatan="Kepala", tanggal="April 2024"),
        ),
        data=LembarData(
            kolom=(KolomData(kunci="tw", judul="TW", lebar=8), KolomData(kunci="r", judul="Realisasi")),
            baris=(
                (1, NilaiData(nilai=Decimal("1.50"), desimal=2, persen=True, excel="{r*}", nama="jumlah")),
                (Decimal("3"), "-"),
                (True, None),
                (date(2024, 4, 20), NilaiData(nilai=None)),
            ),
        ),
    )


def description() -> list[object]:
    """The tree that rooms describe is no part of a report, but it was always storable."""
    part = Isian(sel={"uraian": IsiTeks(teks="A")}, baris=({"nilai": GABUNG},))
    branch = Cabang(
        sel={"uraian": IsiTeks(teks="B")},
        isian=(part,),
        anak=(Cabang(),),
        cerita=(IsiTeks(teks="C"),),
        markah=2,
        id="c1",
        nama={"nilai": "n1"},
    )
    return [branch, Judul(teks="J", tingkat=2, markah=1), Jumlah(label="Rata-rata", sel={"nilai": GABUNG})]


@pytest.fixture(scope="module")
def golden() -> dict[str, object]:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


def stored_classes() -> list[type]:
    """Dataclasses and enums that the module itself defines."""
    return [
        kind
        for kind in vars(tabel).values()
        if isinstance(kind, type)
        and kind.__module__ == tabel.__name__
        and (is_dataclass(kind) or issubclass(kind, Enum))
    ]


def test_todays_code_writes_the_golden_words(golden):
    written = {"dokumen": ke_json(every_part()), "uraian": ke_json(description())}
    assert json.dumps(written, ensure_ascii=False) == json.dumps(golden, ensure_ascii=False)


def test_what_was_stored_comes_back_as_it_was(golden):
    assert dari_json(golden["dokumen"]) == every_part()
    assert list(dari_json(golden["uraian"])) == description()


def test_every_class_of_the_document_has_a_tag_of_its_own():
    assert set(STORED) == set(stored_classes())
    assert len({form.tag for form in STORED.values()}) == len(STORED)


@pytest.mark.parametrize("kind", stored_classes(), ids=lambda kind: kind.__name__)
def test_every_field_has_a_word_of_its_own(kind):
    words = field_words(kind)
    assert list(words) == ([f.name for f in fields(kind)] if is_dataclass(kind) else [])
    assert len(set(words.values())) == len(words)


def test_every_tag_and_every_word_stands_in_the_golden_file(golden):
    seen: dict[str, set[str]] = {}

    def walk(part: object) -> None:
        if isinstance(part, dict):
            seen.setdefault(part["_"], set()).update(part)
            for value in part.values() if part["_"] != "dict" else part["isi"].values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(golden["dokumen"])
    walk(golden["uraian"])
    for form in STORED.values():
        assert seen[form.tag] - {"_", "isi"} >= set(form.words) - {"isi"}, form.tag


def test_a_document_stored_before_a_field_was_added_takes_its_default(golden):
    older = dict(golden["dokumen"])
    del older["data"], older["tanda_tangan"]
    read = dari_json(older)
    assert (read.data, read.tanda_tangan) == (None, ())


def test_a_word_that_no_document_has_is_refused(golden):
    with pytest.raises(KeyError):
        dari_json(golden["dokumen"] | {"lain": 1})
    with pytest.raises(KeyError):
        dari_json({"_": "Lain"})
    with pytest.raises(TypeError, match="is no part of a document"):
        ke_json(object())
