"""The text of Word's paragraphs as a reader of the page sees it: without what was deleted, hidden
or moved away, with automatic numbers, text boxes, signs of symbol fonts and fractions of
equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bakesbang.reading.raised_text import PlainText, Run, plain
from bakesbang.reading.word_numbers import WordNumbers

GONE = frozenset(("w_del", "w_moveFrom", "w_pPr", "w_rPr", "w_tblPr", "w_tcPr", "w_trPr"))
_BREAKS = {"w_br": "\n", "w_cr": "\n", "w_tab": "\t", "w_noBreakHyphen": "-", "w_softHyphen": ""}
# Signs of the fonts Symbol and Wingdings that stand in plans: comparisons and ticks.
_SYMBOLS = {
    "B3": "≥",
    "A3": "≤",
    "B4": "×",
    "B8": "÷",
    "B1": "±",
    "D6": "√",
    "FC": "✓",
    "FE": "☑",
    "6F": "☐",
    "A8": "☐",
    "FD": "☒",
    "78": "☒",
}


@dataclass(frozen=True, slots=True)
class _Look:
    struck: bool = False
    raised: bool = False
    hidden: bool = False


def paragraph_text(paragraph: Element, numbers: WordNumbers) -> PlainText:
    """A paragraph's text, its automatic number in front."""
    runs = list(_runs(paragraph, _Look()))
    text = plain(runs)
    label = numbers.label(paragraph)
    if not label:
        return text
    return PlainText(f"{label} {text.text}".rstrip(), text.note, text.doubtful, text.struck)


def blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, out of content controls, tracked insertions and the like."""
    for element in parent:
        if element.tag in ("w_p", "w_tbl"):
            yield element
        elif element.tag == "mc_AlternateContent":
            yield from blocks(_alternative(element))
        elif element.tag not in GONE:
            yield from blocks(element)


def boxed_tables(paragraph: Element) -> Iterator[Element]:
    """Tables that stand in a text box of a paragraph."""
    for element in paragraph:
        if element.tag == "mc_AlternateContent":
            yield from boxed_tables(_alternative(element))
        elif element.tag == "w_txbxContent":
            yield from (b for b in blocks(element) if b.tag == "w_tbl")
        elif element.tag not in GONE:
            yield from boxed_tables(element)


def _alternative(element: Element) -> Element:
    """One drawing is written twice, for new and for old programs; it is read once."""
    choice = element.find("mc_Choice")
    if choice is None:
        choice = element.find("mc_Fallback")
    return Element("mc_AlternateContent") if choice is None else choice


def _runs(parent: Element, look: _Look) -> Iterator[Run]:
    for element in parent:
        tag = element.tag
        if tag in ("w_t", "m_t"):
            yield from _text_run(element.text or "", look)
        elif tag in _BREAKS:
            yield Run(_BREAKS[tag], look.struck)
        elif tag == "w_r":
            yield from _runs(element, _look_of(element))
        elif tag == "w_sym":
            yield from _text_run(_SYMBOLS.get(element.get("w_char", "")[-2:].upper(), ""), look)
        elif tag == "m_f":
            yield Run(_fraction(element))
        elif tag == "mc_AlternateContent":
            yield from _runs(_alternative(element), look)
        elif tag == "w_txbxContent":
            yield from _box_runs(element, look)
        elif tag not in GONE and tag != "w_tbl":
            yield from _runs(element, look)


def _text_run(text: str, look: _Look) -> Iterable[Run]:
    return () if look.hidden else (Run(text, look.struck, look.raised),)


def _box_runs(box: Element, look: _Look) -> Iterator[Run]:
    """A text box stands on lines of its own."""
    for block in blocks(box):
        if block.tag == "w_p":
            yield Run("\n")
            yield from _runs(block, look)
    yield Run("\n")


def _look_of(run: Element) -> _Look:
    properties = run.find("w_rPr")
    if properties is None:
        return _Look()
    raised = properties.find("w_vertAlign")
    return _Look(
        struck=_on(properties.find("w_strike")) or _on(properties.find("w_dstrike")),
        raised=raised is not None and raised.get("w_val") == "superscript",
        hidden=_on(properties.find("w_vanish")),
    )


def _on(element: Element | None) -> bool:
    return element is not None and element.get("w_val", "1") not in ("0", "false", "off")


def _fraction(element: Element) -> str:
    """The LaTeX that formulas are read from."""
    parts = []
    for tag in ("m_num", "m_den"):
        part = element.find(tag)
        text = "" if part is None else "".join(r.text for r in _runs(part, _Look()))
        parts.append(f"{{\\text{{{text}}}}}")
    return f"\\frac{parts[0]}{parts[1]} "
