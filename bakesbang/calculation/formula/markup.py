"""A formula as HTML: stacked fractions made of spans, the same markup for the screen and for paper.

Classes: ``rumus`` (whole), ``pecahan`` with ``pecahan__atas`` and ``pecahan__bawah`` (the bar is the border
between them; CSS flex does the stacking), ``rumus__nama`` (a datum), ``hanya-pembaca`` (words only for screen
readers: "dibagi", and brackets that the bar makes superfluous to the eye). No inline style (strict CSP).
"""

from collections.abc import Callable
from html import escape

from . import tree as p
from .names import NameRef
from .numbers import write_number
from .writer import ATOM, KALI, PANGKAT, TANDA, PenulisBacaan, erat

_TANDA_BANDING = {"=": "=", "<>": "≠", "<": "&lt;", "<=": "≤", ">": "&gt;", ">=": "≥"}


class Html(str):
    """Markup that is already safe; templates see ``__html__`` and do not escape it again."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def tulis_html(simpul: p.Node, nama: Callable[[NameRef], str], ekor: str = "") -> Html:
    """The whole formula; nama gives the text of an input, ekor (plain text) follows the formula."""
    return Html(f'<span class="rumus">{_PenulisHtml(nama).tulis(simpul)}{escape(ekor)}</span>')


class _PenulisSebaris(PenulisBacaan):
    """Markup on one line, as an exponent needs it."""

    def tanda_banding(self, operator: str) -> str:
        return _TANDA_BANDING[operator]


class _PenulisHtml(_PenulisSebaris):
    """Markup with stacked fractions."""

    def __init__(self, nama: Callable[[NameRef], str]) -> None:
        super().__init__(lambda satu: f'<span class="rumus__nama">{escape(nama(satu))}</span>', write_number)

    def pangkat(self, dasar: p.Node, eksponen: p.Node) -> str:
        pembaca = '<span class="hanya-pembaca"> pangkat </span>'
        return f"{self.di(dasar, ATOM)}{pembaca}<sup>{_PenulisSebaris(self.nama, self.angka).tulis(eksponen)}</sup>"

    def perkalian(self, faktor: tuple[tuple[str, p.Node], ...]) -> str:
        (_, pertama), *lain = faktor
        atas, sebaris = self._terdengar(pertama, KALI), self.di(pertama, TANDA)
        for tanda, isi in lain:
            if tanda == "/":
                atas = sebaris = _pecahan(atas, self._terdengar(isi, PANGKAT))
            else:
                atas = sebaris = f"{sebaris} × {self.di(isi, PANGKAT)}"
        return sebaris

    def _terdengar(self, simpul: p.Node, paling_lepas: int) -> str:
        """A part above or below the bar: the bar groups it for the eye, hidden brackets for the ear."""
        teks = self.tulis(simpul)
        if erat(simpul) >= paling_lepas:
            return teks
        return f'<span class="hanya-pembaca">(</span>{teks}<span class="hanya-pembaca">)</span>'


def _pecahan(atas: str, bawah: str) -> str:
    return (
        f'<span class="pecahan"><span class="pecahan__atas">{atas}</span>'
        f'<span class="hanya-pembaca"> dibagi </span><span class="pecahan__bawah">{bawah}</span></span>'
    )
