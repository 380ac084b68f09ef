"""Tables in HTML, as offices' applications export them: text and merges only."""

import pytest

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.sources import ReadSource, read_file

HALAMAN = """<html><head><style>td {a>b}</style><title>Jendela</title></head><body><!-- <td>komentar</td> -->
<h3>RENCANA AKSI<br>TAHUN 2025</h3>
<table border=1><tr><th rowspan=2>No</th><th rowspan="2">Indikator
 Kinerja</th><th colspan='2'>Target</th></tr><tr><th>I<th>II</tr>
<tr><td>1<td>Jumlah&nbsp;<b>x</b> &amp; y<td>&ge; 4<td>a < b
<tr><td>2</td><td><p>Jumlah z</p><table><tr><td>dalam</td><td>dua</td></tr></table></td><td></td><td>-</td></tr></table>
<script>document.write("<table><tr><td>skrip</td></tr></table>")</script><p>Catatan: selesai</p></body></html>"""


def sel(sumber: ReadSource, tabel: int = 0) -> list[list[str]]:
    return [["<" if s.continues else s.text for s in b] for b in sumber.grids[tabel].rows]


def test_tabel_dengan_sel_gabungan_dan_teks_di_sekitarnya() -> None:
    sumber = read_file(HALAMAN.encode(), "ekspor.xls")
    assert sel(sumber) == [
        ["No", "Indikator Kinerja", "Target", "<"],
        ["<", "<", "I", "II"],
        ["1", "Jumlah x & y", "≥ 4", "a < b"],
        ["2", "Jumlah z\ndalam\ndua", "", "-"],
    ]
    assert sumber.grids[0].before == ("RENCANA AKSI", "TAHUN 2025")
    assert sumber.grids[1].before == ("Catatan: selesai",)
    assert sumber.grids[0].rows[2][1].place == "Tabel 1 baris 3 kolom 2"


def test_beberapa_tabel_dan_teks_di_antaranya() -> None:
    sumber = read_file(b"<table><td>a<td>b</table>antara<table><tr><td>c<td>d</table>", "dua.html")
    assert [p.before for p in sumber.grids] == [(), ("antara",)]
    assert sel(sumber, 1) == [["c", "d"]]


def test_halaman_tanpa_tabel_tetap_teks() -> None:
    sumber = read_file(b"<b>tebal</b>", "a.txt")
    assert sumber.grids[0].before == ("<b>tebal</b>",)


@pytest.mark.parametrize(
    "isi",
    ["<td colspan=500>", "<table>", "<td rowspan=500>x<tr>", "<tr><tr>", "</table><table><tr>"],
)
def test_tabel_raksasa_ditolak(isi: str) -> None:
    with pytest.raises(FileRefused):
        read_file(("<table><tr><td>" + isi * 100_000).encode(), "besar.html")


@pytest.mark.parametrize("isi", ["<", "<a ", "</", '<a b="', "&#"])
def test_markah_rusak_adalah_teks_dan_ditolak_bila_kepanjangan(isi: str) -> None:
    with pytest.raises(FileRefused, match="huruf"):
        read_file(("<table><tr><td>x</td></tr></table>" + isi * 200_000).encode(), "rusak.html")


def test_angka_huruf_yang_tidak_ada_dan_sifat_yang_kosong_adalah_tabel_biasa() -> None:
    sifat = "<td colspan=" + " " * 300_000 + ">y</td>"
    isi = f"<table><tr><td>a&#{'9' * 5_000};b&#65;</td>{sifat}</tr></table>"
    assert sel(read_file(isi.encode(), "aneh.html")) == [["a\ufffdbA", "y"]]


@pytest.mark.parametrize("isi", ["<!--", "<!", "<?", "<script>", "<head>"])
def test_yang_tidak_pernah_ditutup_mengakhiri_halaman(isi: str) -> None:
    sumber = read_file(("<table><tr><td>x</td></tr></table>" + isi * 200_000).encode(), "rusak.html")
    assert sel(sumber) == [["x"]]
    assert len(sumber.grids) == 1
