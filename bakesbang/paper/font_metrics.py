"""Width of text in the paper font, from the advances in the font file, and where its lines break.

Widths are whole font units; a size in points comes in only where a column is measured.
"""

import re
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path

# Pango breaks after a hyphen or slash, but never before a digit (design §7). We let it only where the
# whole word is wider than the line (utuh): a text that is searched for or copied stays as it was typed.
_PEMENGGAL = re.compile(r"(?<=[^\s][-/–])(?=[^\d\s\-/–)])")
_KATA = re.compile(r"\S+\s*|\s+")
_TAK_DIKENAL = 2048  # a character that the font lacks: one em, never too narrow


def berkas_huruf(miring: bool = False) -> Path:
    """The font file inside its package."""
    import fontpkg_arimo

    nama = "Arimo-Italic[wght].ttf" if miring else "Arimo[wght].ttf"
    return Path(fontpkg_arimo.__file__).parent / "files" / nama


class Huruf:
    """Advances of the regular and the bold weight, in units per em."""

    def __init__(self, satuan_em: int, biasa: dict[str, int], tebal: dict[str, int]) -> None:
        self.satuan_em = satuan_em
        self._lebar = {False: biasa, True: tebal}

    def lebar(self, teks: str, tebal: bool = False) -> int:
        """Width of one line of text; kerning, which only narrows, is left out."""
        maju = self._lebar[tebal]
        return sum([maju.get(c, _TAK_DIKENAL) for c in teks])


@lru_cache(maxsize=1)
def huruf() -> Huruf:
    """Arimo as packaged, read once per process."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.varStore import VarStoreInstancer

    with TTFont(berkas_huruf(), lazy=True) as font:
        maju = font["hmtx"].metrics
        urutan = {nama: n for n, nama in enumerate(font.getGlyphOrder())}
        hvar = font["HVAR"].table
        tebal = VarStoreInstancer(hvar.VarStore, font["fvar"].axes, {"wght": 1.0})
        peta = hvar.AdvWidthMap.mapping if hvar.AdvWidthMap else urutan
        glif = {chr(kode): nama for kode, nama in font.getBestCmap().items() if kode < 0x2600}
        biasa = {c: maju[g][0] for c, g in glif.items()}
        return Huruf(
            font["head"].unitsPerEm, biasa, {c: biasa[c] + round(tebal[peta[g]]) for c, g in glif.items()}
        )


@lru_cache(maxsize=16_384)
def _lebar_kata(kata: str, tebal: bool) -> int:
    return huruf().lebar(kata, tebal)


def potongan_kata(teks: str, lebar: int, tebal: bool = False) -> list[str]:
    """The pieces between which a line of lebar units may break; joined they are the text again."""
    potongan: list[str] = []
    for kata in _KATA.findall(teks):
        if _lebar_kata(kata.rstrip(), tebal) <= lebar:
            potongan.append(kata)
            continue
        batas = [0, *(m.start() for m in _PEMENGGAL.finditer(kata)), len(kata)]
        potongan += [kata[a:b] for a, b in pairwise(batas)]
    return potongan


def utuh(teks: str, lebar: int, tebal: bool = False) -> str:
    """The text as HTML in which no word that fits on a line of lebar units is broken at its hyphen or slash."""

    def satu(cocok: re.Match[str]) -> str:
        kata = cocok[0]
        if _PEMENGGAL.search(kata) and _lebar_kata(kata, tebal) <= lebar:
            return f'<span class="u">{escape(kata)}</span>'
        return escape(kata)

    return re.sub(r"\S+", satu, teks)


def bungkus(teks: str, lebar: int, tebal: bool = False) -> list[tuple[int, int]]:
    """First and last offset of each line of teks wrapped to lebar units; at least one line.

    The offsets follow one another, so that no character can be lost between two lines. A word wider
    than the line is broken anywhere.
    """
    baris: list[tuple[int, int]] = []
    awal = 0
    for paragraf in teks.split("\n"):
        baris += _bungkus_paragraf(paragraf, awal, max(lebar, 1), tebal)
        awal += len(paragraf) + 1
        baris[-1] = (baris[-1][0], min(awal, len(teks)))
    return baris


def _bungkus_paragraf(teks: str, geser: int, lebar: int, tebal: bool) -> list[tuple[int, int]]:
    if _lebar_kata(teks, tebal) <= lebar:
        return [(geser, geser + len(teks))]
    baris: list[tuple[int, int]] = []
    awal = letak = geser
    terisi = 0
    for kata in potongan_kata(teks, lebar, tebal):
        tampak = _lebar_kata(kata.rstrip(), tebal)
        if terisi and terisi + tampak > lebar:
            baris.append((awal, letak))
            awal, terisi = letak, 0
        if tampak > lebar:
            for n in _belah(kata, lebar, tebal):
                baris.append((awal, letak + n))
                awal = letak + n
            terisi = _lebar_kata(teks[awal - geser : letak - geser + len(kata)], tebal)
        else:
            terisi += _lebar_kata(kata, tebal)
        letak += len(kata)
    return [*baris, (awal, letak)]


def _belah(kata: str, lebar: int, tebal: bool) -> list[int]:
    """Offsets at which a word wider than the line is cut."""
    titik, terisi = [], 0
    for n, c in enumerate(kata.rstrip()):
        maju = huruf().lebar(c, tebal)
        if terisi + maju > lebar and n:
            titik.append(n)
            terisi = 0
        terisi += maju
    return titik


@lru_cache(maxsize=4)
def jalur_tebal(teks: str) -> tuple[str, int]:
    """Outline of a bold line of text as SVG path data, baseline at 0, and its width, in font units.

    A mark drawn as an outline is seen but adds no words to the text of the page.
    """
    from fontTools.misc.transform import Identity
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont

    with TTFont(berkas_huruf(), lazy=True) as font:
        glif, cmap = font.getGlyphSet(location={"wght": 700}), font.getBestCmap()
        pena, x = SVGPathPen(glif, ntos=lambda n: str(round(n))), 0
        for c in teks:
            nama = cmap[ord(c)]
            glif[nama].draw(TransformPen(pena, Identity.translate(x, 0).scale(1, -1)))
            x += round(glif[nama].width)
        return pena.getCommands(), x
