"""What stands between the cells of a text file."""

import pytest

from bakesbang.reading.sources import read_text


def baris(teks: str) -> list[list[str]]:
    return [[s.text for s in b] for p in read_text(teks).grids for b in p.rows]


@pytest.mark.parametrize(
    "teks",
    [
        "No;Sasaran;Target\n1;Menguatnya A;12,5\n2;Menguatnya B;3",
        'No;Sasaran;Target\n1;"Menguatnya A";12,5\n2;Menguatnya B;3',
        "No|Sasaran|Target\n1|Menguatnya A|12,5\n2|Menguatnya B|3",
        "No\tSasaran\tTarget\n1\tMenguatnya A\t12,5\n2\tMenguatnya B\t3",
        "JUDUL;;\nNo;Sasaran;Target\n1;Menguatnya A;12,5\n2;Menguatnya B;3",
    ],
)
def test_pemisah_ditemukan(teks):
    assert baris(teks)[-2:] == [["1", "Menguatnya A", "12,5"], ["2", "Menguatnya B", "3"]]


def test_koma_hanya_bila_barisnya_serempak():
    teks = 'No,Sasaran,Satuan,Target\n1,"Menguatnya A, B",%,"12,5"\n2,Menguatnya C,dok,3'
    assert baris(teks)[1] == ["1", "Menguatnya A, B", "%", "12,5"]
    assert baris("Kepada, yang, terhormat\nBapak, Ibu\nSalam") == []


def test_kutip_memuat_pemisah_dan_baris_baru():
    assert baris('a;b;c\n1;"x; y\nz";"dia ""itu"""')[1] == ["1", "x; y\nz", 'dia "itu"']


def test_titik_koma_di_dalam_tempelan_bertab_adalah_isi():
    assert baris("a\tb; c; d\n1\te; f; g") == [["a", "b; c; d"], ["1", "e; f; g"]]


def test_kalimat_bertitik_koma_bukan_tabel():
    assert baris("Visi: maju; adil\nMisi kami") == []
