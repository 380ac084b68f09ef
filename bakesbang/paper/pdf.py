"""Official PDF of a Dokumen: the only module that knows WeasyPrint, imported when something is printed."""

import gc
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bakesbang.paper.document import Dokumen, Sel
from bakesbang.paper.font_metrics import berkas_huruf
from bakesbang.paper.html import html_kertas, sumber
from bakesbang.paper.measures import Tata
from bakesbang.paper.page_plan import Halaman, Tinggi, belah_raksasa, rencanakan
from bakesbang.paper.sizes import F4, Kertas

# fontTools stamps the fonts it cuts with the time of the cut; a locked print must be the same tomorrow.
os.environ["SOURCE_DATE_EPOCH"] = "0"


def cetak_pdf(dokumen: Dokumen, kertas: Kertas = F4) -> bytes:
    """The document as a tagged PDF with embedded fonts; the same document gives the same bytes.

    The pages are planned from font advances, laid out, and checked. If a planned page ran over, the
    true heights are read from one very tall page and the document is laid out once more.
    """
    tata = siapkan(dokumen, kertas)
    halaman = rencanakan(tata.dokumen.tabel, tata.ruang, tata.tinggi)
    with _tanpa_pemulung():
        hasil = tata_letak(tata, halaman, tata.tinggi)
        if not sesuai(hasil, halaman):
            tinggi = tinggi_nyata(tata)
            halaman = rencanakan(tata.dokumen.tabel, tata.ruang, tinggi)
            hasil = tata_letak(tata, halaman, tinggi)
        isi: bytes = hasil.write_pdf(pdf_tags=True, pdf_identifier=_pengenal(dokumen))
    return isi


@contextmanager
def _tanpa_pemulung() -> Iterator[None]:
    """Without the cyclic collector, whose passes over the growing box tree make time grow faster than rows."""
    menyala = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if menyala:
            gc.enable()


def siapkan(dokumen: Dokumen, kertas: Kertas) -> Tata:
    """Measures of the document, texts taller than a page divided."""
    tata = Tata(dokumen, kertas)
    tabel = belah_raksasa(dokumen.tabel, tata.ruang.lain * 0.85, tata.ukuran)
    return tata if tabel is dokumen.tabel else Tata(replace(dokumen, tabel=tabel), kertas)


def _pengenal(dokumen: Dokumen) -> bytes:
    m = dokumen.meta
    return hashlib.sha256(f"{m.pengenal}|{m.waktu.isoformat()}|{m.sidik}".encode()).hexdigest()[:32].encode()


# ── Layout ──────────────────────────────────────────────────────────────────────────────────────


def tata_letak(tata: Tata, halaman: list[Halaman], tinggi: Tinggi, *, ukur: bool = False) -> Any:
    """The laid-out weasyprint.Document. Nothing is fetched but the fonts, the mark and the logo."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    html = html_kertas(tata, halaman, tinggi, ukur=ukur)
    pengambil = _pengambil(sumber(tata.dokumen))
    return HTML(string=html, url_fetcher=pengambil).render(font_config=FontConfiguration())


def _pengambil(sumber: dict[str, bytes]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pengambil(URLFetcher):
        """Refuses every address that is not ours: paper never reads the disk or the network."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("paket:huruf"):
                return URLFetcherResponse(url, _isi_huruf(miring=url.endswith("miring")))
            if url not in sumber:
                raise ValueError(f"Alamat {url} tidak dikenal di kertas.")
            return URLFetcherResponse(url, sumber[url])

    return Pengambil(fail_on_errors=True)


@lru_cache(maxsize=2)
def _isi_huruf(miring: bool) -> bytes:
    return berkas_huruf(miring).read_bytes()


# ── Check and measure ───────────────────────────────────────────────────────────────────────────


def _kotak(akar: Any, nama: str, sampai: frozenset[str]) -> Iterator[Any]:
    """Boxes of elements called nama below akar, without looking into elements named in sampai."""
    tumpukan = [akar]
    while tumpukan:
        kotak = tumpukan.pop()
        tag = kotak.element_tag
        if tag == nama:
            yield kotak
        if tag not in sampai:
            tumpukan.extend(getattr(kotak, "children", ()))


def sesuai(hasil: Any, halaman: list[Halaman]) -> bool:
    """True when every planned page holds its table body whole, one to a page."""
    henti = frozenset({"tbody", "thead"})
    per_lembar = [
        {k.element.get("data-h") for k in _kotak(p._page_box, "tbody", henti)} - {None} for p in hasil.pages
    ]
    berisi = [str(n) for n in range(1, sum(awal < akhir for awal, akhir in halaman) + 1)]
    return [h for lembar in per_lembar for h in sorted(lembar)] == berisi and max(map(len, per_lembar)) <= 1


def tinggi_nyata(tata: Tata) -> Tinggi:
    """True heights of all cells, read from one very tall page; estimates where a cell is shown again."""
    seluruh = [(0, len(tata.dokumen.tabel.baris))]
    nyata: dict[int, float] = {}
    for lembar in tata_letak(tata, seluruh, tata.tinggi, ukur=True).pages:
        for tag in ("td", "th"):
            for kotak in _kotak(lembar._page_box, tag, frozenset({"td", "th", "thead"})):
                nomor = kotak.element.get("data-s")
                if nomor:
                    nyata[int(nomor.rstrip("l"))] = _tinggi_isi(kotak)
    indeks = {id(s): n for n, s in enumerate(tata.dokumen.tabel.sel)}

    def tinggi(sel: Sel, lanjutan: bool) -> float:
        taksir = tata.tinggi(sel, lanjutan)
        n = indeks.get(id(sel))
        if n is None or n not in nyata:
            return taksir
        return nyata[n] + taksir - tata.tinggi(sel, False)

    return tinggi


def _tinggi_isi(kotak: Any) -> float:
    """Height of a cell's own content with padding and rule, in points (WeasyPrint counts pixels)."""
    u = kotak.style
    bantal = u["padding_top"].value + u["padding_bottom"].value
    garis = kotak.border_top_width + kotak.border_bottom_width
    return float((kotak.content_height + bantal + garis) * 0.75)
