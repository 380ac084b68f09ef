"""Rows of a Tabel as HTML, for the page and for paper. Plain string work: a matrix has ten thousand
cells, and a template inclusion for each of them would cost more than the rest of the page.
"""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

from bakesbang.paper.document import (
    LANJUTAN,
    Gabung,
    IsiAngka,
    IsiNilai,
    IsiRumus,
    IsiTeks,
    JenisBaris,
    Kolom,
    Sel,
)
from bakesbang.paper.estimate import LEBAR_PECAHAN, Ukuran, bertanda_lanjutan, ringkas
from bakesbang.paper.font_metrics import utuh
from bakesbang.paper.pagination import BarisGambar, SelGambar

# A value longer than this may wrap beside its label.
PANJANG = 16


def rumus_html(isi: IsiRumus) -> str:
    """The stacked fraction and, if there is one, its result. The markup comes from calculation.formula."""
    hasil = f' <span class="rumus__hasil">= {escape(isi.hasil.teks)}</span>' if isi.hasil else ""
    return f"{isi.html}{hasil}"


def kepala_kolom(kolom: tuple[Kolom, ...]) -> list[list[tuple[str, int, int, int]]]:
    """Heading rows of (text, first column, columns, rows); two rows when columns are grouped."""
    if not any(k.kelompok for k in kolom):
        return [[(k.judul, n, 1, 1) for n, k in enumerate(kolom)]]
    atas: list[tuple[str, int, int, int]] = []
    bawah: list[tuple[str, int, int, int]] = []
    for n, k in enumerate(kolom):
        if not k.kelompok:
            atas.append((k.judul, n, 1, 2))
            continue
        if n and kolom[n - 1].kelompok == k.kelompok:
            teks, awal, jumlah, _ = atas.pop()
            atas.append((teks, awal, jumlah + 1, 1))
        else:
            atas.append((k.kelompok, n, 1, 1))
        bawah.append((k.judul, n, 1, 1))
    return [atas, bawah]


def nomor_kolom(kolom: tuple[Kolom, ...]) -> list[str]:
    """The row of column numbers under the heading."""
    return [k.nomor or str(n) for n, k in enumerate(kolom, 1)]


# ── The page ────────────────────────────────────────────────────────────────────────────────────


def badan_layar(kolom: tuple[Kolom, ...], baris: list[BarisGambar]) -> str:
    """<tr> elements for the browser; the classes are listed in the style sheet of the matrix."""
    awal_jenjang = {n for n, k in enumerate(kolom) if n and k.jenjang != kolom[n - 1].jenjang}
    dalam = max((b.baris.mulai for b in baris), default=1)
    keluar: list[str] = []
    for n, b in enumerate(baris):
        keluar.append(_tr_layar(b, dalam))
        for g in b.sel:
            keluar.append(
                _sel_penuh(g)
                if g.sel.lebar == len(kolom) > 1
                else _sel_layar(
                    g, kolom[g.sel.kolom], g.sel.kolom in awal_jenjang, n + g.tinggi == len(baris)
                )
            )
        keluar.append("</tr>\n")
    return "".join(keluar)


def _tr_layar(b: BarisGambar, dalam: int) -> str:
    if b.baris.jenis is not JenisBaris.BIASA:
        return f'<tr class="baris-{b.baris.jenis}">'
    if not b.baris.mulai:
        return "<tr>"
    return '<tr class="u-ss">' if b.baris.mulai == 1 and dalam > 1 else '<tr class="u-sk">'


def _sel_penuh(g: SelGambar) -> str:
    """A cell as wide as the table: its text stays in view where the table is wider than the screen."""
    isi, kelas = _isi_layar(g.sel)
    return f'<td{_rentang(g.sel, g.tinggi)} class="{f"{kelas} c1".strip()}"><div class="selebar">{isi}</div></td>'


def _sel_layar(g: SelGambar, kolom: Kolom, awal_jenjang: bool, akhir: bool) -> str:
    isi, kelas = _isi_layar(g.sel)
    if kolom.rata != "kiri" and g.sel.lebar == 1:
        kelas += f" rata-{kolom.rata}"
    if g.sel.kolom == 0:
        kelas += " c1"
    elif awal_jenjang:
        kelas += " kel"
    if akhir:
        kelas += " akhir"
    kepala = kolom.kepala_baris and isinstance(g.sel.isi, IsiTeks) and g.sel.lebar == 1
    if g.tinggi > 1 and isi:
        isi = f'<div class="ikut{" sasaran" if kepala else ""}">{isi}</div>'
    buka = 'th scope="row"' if kepala else "td"
    atribut = _rentang(g.sel, g.tinggi)
    if kelas:
        atribut += f' class="{kelas.strip()}"'
    if g.sel.id:
        atribut += f' id="{escape(g.sel.id)}"'
    return f"<{buka}{atribut}>{isi}</{buka[:2]}>"


def _isi_layar(sel: Sel) -> tuple[str, str]:
    """Markup and classes of one cell."""
    match sel.isi:
        case Gabung():
            return "", "sel-gabung"
        case IsiTeks(teks=teks) as isi:
            return _hias(isi, _taut(isi.tautan, escape(teks))), isi.kelas
        case IsiNilai() as isi:
            return _nilai_layar(isi)
        case IsiAngka() as isi:
            return _tebal(escape(isi.teks), isi.tebal), f"angka {isi.kelas}".rstrip()
        case IsiRumus() as isi:
            return rumus_html(isi), "sel-rumus"
    return "", ""


def _nilai_layar(isi: IsiNilai) -> tuple[str, str]:
    label = f'<span class="tw">{escape(isi.label)}</span>' if isi.label else ""
    kelas = f"{'sel-tw' if isi.label else 'sel-nilai'} {isi.kelas}".rstrip()
    if isi.keadaan == "kosong":
        return (
            f'{label}<span class="hampa-sel"><span class="hanya-pembaca">kosong</span></span>',
            f"{kelas} sel-kosong",
        )
    teks = _taut(isi.tautan, escape(isi.teks))
    if isi.keadaan == "strip":
        return f'{label}<span class="strip">{teks}</span>', f"{kelas} sel-strip"
    panjang = ' class="panjang"' if len(isi.teks) > PANJANG else ""
    return f"{label}<b{panjang}>{teks}</b>", kelas


def _taut(tautan: str, isi: str) -> str:
    return f'<a href="{escape(tautan)}">{isi}</a>' if tautan else isi


def _tebal(isi: str, tebal: bool) -> str:
    return f"<b>{isi}</b>" if tebal else isi


def _hias(isi: IsiTeks, html: str) -> str:
    html = _tebal(html, isi.tebal)
    return f"<i>{html}</i>" if isi.miring else html


def _rentang(sel: Sel, tinggi: int) -> str:
    rentang = f' rowspan="{tinggi}"' if tinggi > 1 else ""
    return f'{rentang} colspan="{sel.lebar}"' if sel.lebar > 1 else rentang


# ── Paper ───────────────────────────────────────────────────────────────────────────────────────


def badan_kertas(
    kolom: tuple[Kolom, ...],
    baris: Iterable[BarisGambar],
    tinggi: Iterable[float],
    indeks: Callable[[Sel], int],
    ukuran: Ukuran,
) -> str:
    """<tr> elements of one page; tinggi gives each row its height, indeks each cell its number.

    The row height is a class ``t<tenths of a point>`` on a cell of that row alone; the number is kept
    in data-s so that true heights can be read back from a layout.
    """
    keluar: list[str] = []
    for b, t in zip(baris, tinggi, strict=True):
        keluar.append("<tr>" if b.baris.jenis is JenisBaris.BIASA else f'<tr class="{b.baris.jenis}">')
        kurang = True
        for g in b.sel:
            kelas = _kelas_kertas(g, kolom[g.sel.kolom])
            if kurang and g.tinggi == 1 and t:
                kelas.append(f"t{round(t * 10)}")
                kurang = False
            keluar.append(_sel_kertas(g, kolom[g.sel.kolom], kelas, indeks(g.sel), ukuran))
        keluar.append("</tr>\n")
    return "".join(keluar)


def _sel_kertas(g: SelGambar, kolom: Kolom, kelas: list[str], indeks: int, ukuran: Ukuran) -> str:
    kepala = kolom.kepala_baris and isinstance(g.sel.isi, IsiTeks) and g.sel.lebar == 1
    buka = 'th scope="row"' if kepala else "td"
    atribut = f'{_rentang(g.sel, g.tinggi)} data-s="{indeks}{"l" if g.lanjutan else ""}"'
    if kelas:
        atribut += f' class="{" ".join(kelas)}"'
    return f"<{buka}{atribut}>{_isi_kertas(g, ukuran)}</{buka[:2]}>"


def _kelas_kertas(g: SelGambar, kolom: Kolom) -> list[str]:
    kelas = []
    if isinstance(g.sel.isi, IsiNilai) and g.sel.isi.label:
        kelas.append("tw")
    if kolom.rata != "kiri" and g.sel.lebar == 1:
        kelas.append(kolom.rata)
    if g.sel.jenjang_markah and not g.lanjutan:
        kelas.append(f"m{g.sel.jenjang_markah}")
    return kelas


def _isi_kertas(g: SelGambar, ukuran: Ukuran) -> str:
    lebar = ukuran.lebar(g.sel.kolom, g.sel.lebar)
    match g.sel.isi:
        case IsiTeks() as isi:
            teks = ringkas(isi.teks) if g.lanjutan else isi.teks
            html = _hias(isi, utuh(teks, ukuran.unit(lebar), isi.tebal))
            if g.lanjutan and bertanda_lanjutan(isi):
                html += f" <i>{LANJUTAN}</i>"
            return html
        case IsiNilai(label=label, teks=teks):
            hulu = (ukuran.indent or 0.0) if label else 0.0
            teks = utuh(ringkas(teks) if g.lanjutan else teks, ukuran.unit(lebar - hulu))
            return f'<span class="l">{escape(label)}</span>{teks}' if label else teks
        case IsiAngka() as isi:
            return _tebal(escape(isi.teks), isi.tebal)
        case IsiRumus() as isi:
            return utuh_rumus(rumus_html(isi), int(ukuran.unit(lebar) * LEBAR_PECAHAN))
    return ""


def utuh_rumus(html: str, lebar: int) -> str:
    """The markup of a formula with its words kept whole in a fraction of lebar units."""
    return re.sub(r"(?<=>)[^<]+", lambda m: utuh(unescape(m[0]), lebar), html)
