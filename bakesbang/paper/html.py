"""The printed document as HTML with its measures written out; pdf.py lays it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from bakesbang.paper import measures as t
from bakesbang.paper.document import Butir, Dokumen, IsiRumus, TandaTangan
from bakesbang.paper.font_metrics import jalur_tebal, utuh
from bakesbang.paper.html_rows import badan_kertas, kepala_kolom, nomor_kolom, rumus_html, utuh_rumus
from bakesbang.paper.measures import Tata
from bakesbang.paper.page_plan import Halaman, Tinggi, ratakan
from bakesbang.paper.pagination import BarisGambar, bagi
from bakesbang.paper.sizes import TEPI_ATAS, TEPI_BAWAH, TEPI_KANAN, TEPI_KIRI
from bakesbang.paper.wording import RUANG_TTD, baris_atas, baris_pejabat, judul_kertas, kaki

# One page so tall that nothing breaks: there the true heights are read.
TINGGI_UKUR_MM = 100_000


@dataclass(frozen=True, slots=True)
class ButirCetak:
    """A labelled block for laporan/butir.html: escaped text or formula, or a numbered list."""

    label: str
    tebal: bool
    html: SafeString | str = ""
    daftar: tuple[SafeString, ...] = ()


@dataclass(frozen=True, slots=True)
class TtdCetak:
    """A signature block for laporan/tanda_tangan.html."""

    atas: list[str]
    jabatan: str
    nama: str
    pangkat: str
    nip: str
    kosong: bool


def html_kertas(tata: Tata, halaman: list[Halaman], tinggi: Tinggi, *, ukur: bool = False) -> str:
    """The whole document; with ukur on one very tall page and without row heights."""
    d = tata.dokumen
    badan = [b for b in bagi(d.tabel, halaman) if b]
    tingkat = [[0.0] * len(b) for b in badan] if ukur else tinggi_baris(tata, halaman, badan, tinggi)
    indeks = {id(s): n for n, s in enumerate(d.tabel.sel)}
    konteks = {
        "dokumen": d,
        "judul": judul_kertas(d),
        "kaki": kaki(d),
        "waktu": d.meta.waktu.isoformat(timespec="seconds"),
        "gaya": mark_safe(gaya(tata, tingkat, ukur)),  # noqa: S308  made of numbers and our own sheet
        "kolom": range(len(d.tabel.kolom)),
        "kepala_tabel": kepala_kolom(d.tabel.kolom),
        "nomor": nomor_kolom(d.tabel.kolom) if d.tabel.nomor_kolom else [],
        "mulai_baru": bool(d.tabel.baris) and halaman[0] == (0, 0),
        "halaman": [
            mark_safe(badan_kertas(d.tabel.kolom, b, h, lambda s: indeks[id(s)], tata.ukuran))  # noqa: S308
            for b, h in zip(badan, tingkat, strict=True)
        ],
        "kepala": [_butir(b, tata) for b in d.kepala],
        "penutup": [_butir(b, tata) for b in d.penutup],
        "tanda_tangan": [_ttd(x, a) for x, a in zip(d.tanda_tangan, baris_atas(d.tanda_tangan), strict=True)],
    }
    return get_template("laporan/dokumen.html").render(konteks)


def tinggi_baris(
    tata: Tata, halaman: list[Halaman], badan: list[list[BarisGambar]], tinggi: Tinggi
) -> list[list[float]]:
    """Row heights of every page where they differ from what the row's own cells need; 0 elsewhere."""
    berisi = [h for h in halaman if h[0] < h[1]]
    hasil = []
    for n, (h, baris) in enumerate(zip(berisi, badan, strict=True)):
        muat = tata.ruang.pertama if h == halaman[0] else tata.ruang.lain
        muat -= tata.ruang.ekor if n == len(badan) - 1 else 0.0
        sendiri = [
            max((tinggi(g.sel, g.lanjutan) for g in b.sel if g.tinggi == 1), default=0.0) for b in baris
        ]
        rata = ratakan(baris, tinggi)
        if sum(rata) > muat:
            rata = sendiri
        hasil.append([r if r > s + 0.2 else 0.0 for r, s in zip(rata, sendiri, strict=True)])
    return hasil


def _butir(b: Butir, tata: Tata) -> ButirCetak:
    lebar = tata.unit_butir
    if isinstance(b.isi, IsiRumus):
        return ButirCetak(b.label, b.tebal, html=mark_safe(utuh_rumus(rumus_html(b.isi), lebar)))  # noqa: S308
    if isinstance(b.isi, str):
        return ButirCetak(b.label, b.tebal, html=mark_safe(utuh(b.isi, lebar, b.tebal)))  # noqa: S308
    return ButirCetak(b.label, b.tebal, daftar=tuple(mark_safe(utuh(t, lebar)) for t in b.isi))  # noqa: S308


def _ttd(ttd: TandaTangan, atas: list[str]) -> TtdCetak:
    nama, pangkat, nip = baris_pejabat(ttd)
    return TtdCetak(atas, ttd.jabatan, nama, pangkat, nip, kosong=not ttd.nama)


# ── Style ───────────────────────────────────────────────────────────────────────────────────────


def gaya(tata: Tata, tingkat: Iterable[Iterable[float]], ukur: bool) -> str:
    """The sheet static/css/laporan.css, then everything that the plan counts on."""
    return "\n".join(
        [_lembar_gaya(), *_gaya_lembar(tata, ukur), *_gaya_tabel(tata, tingkat), *_gaya_sekitar()]
    )


def _gaya_lembar(tata: Tata, ukur: bool) -> list[str]:
    k = tata.kertas
    tinggi = TINGGI_UKUR_MM if ukur else k.tinggi
    tanda = "background-image: url(paket:draft);" if tata.dokumen.draf and not ukur else ""
    return [
        "@font-face { font-family: Arimo; src: url(paket:huruf); }",
        "@font-face { font-family: Arimo; font-style: italic; src: url(paket:huruf-miring); }",
        f"@page {{ size: {k.lebar}mm {tinggi}mm; {tanda}",
        f"  margin: {TEPI_ATAS}mm {TEPI_KANAN}mm {TEPI_BAWAH}mm {TEPI_KIRI}mm; }}",
    ]


def _gaya_tabel(tata: Tata, tingkat: Iterable[Iterable[float]]) -> list[str]:
    u = tata.ukuran
    pt = sorted({int(h * 10) for halaman in tingkat for h in halaman if h})
    return [
        f"table.isi {{ font-size: {u.huruf}pt; line-height: {u.baris}pt; }}",
        f".isi th, .isi td {{ padding: {u.bantal_y}pt {u.bantal_x}pt; }}",
        f".isi td.tw {{ padding-left: {u.bantal_x + (u.indent or 0):.2f}pt; text-indent: -{u.indent or 0:.2f}pt; }}",
        f".isi .l {{ width: {u.indent or 0:.2f}pt; }}",
        *(f".k{n} {{ width: {lebar:.3f}pt; }}" for n, lebar in enumerate(u.kolom)),
        *(f".isi .t{n} {{ height: {n / 10:.1f}pt; }}" for n in pt),
    ]


def _gaya_sekitar() -> list[str]:
    ruang = RUANG_TTD * t.TTD * t.BARIS_TTD
    return [
        f"h1 {{ font-size: {t.JUDUL}pt; line-height: {t.BARIS_JUDUL}; padding-bottom: {t.BAWAH_JUDUL}pt; }}",
        f".butir {{ font-size: {t.BUTIR}pt; line-height: {t.BARIS_BUTIR}; margin-bottom: {t.BAWAH_BUTIR}pt; }}",
        f".ekor .butir {{ margin-top: {t.BAWAH_BUTIR}pt; }}",
        f".butir th, .butir td {{ padding: {t.BANTAL_BUTIR}pt 2pt; }}",
        f".butir th {{ width: {t.LABEL_BUTIR}pt; box-sizing: border-box; }}",
        f".butir .titik {{ width: {t.TITIK_BUTIR}pt; box-sizing: border-box; }}",
        f".butir ol {{ padding-left: {t.ANGKA_BUTIR}pt; text-indent: -{t.ANGKA_BUTIR}pt; }}",
        f".kop {{ line-height: {t.BARIS_KOP}; padding-bottom: 4pt; margin-bottom: {t.BAWAH_KOP}pt; }}",
        f".kop--logo {{ min-height: {t.LOGO}pt; }}",
        f".kop__logo {{ height: {t.LOGO}pt; margin-right: -{2 * t.LOGO}pt; }}",
        f".kop__instansi {{ font-size: {t.KOP}pt; }} .kop__induk {{ font-size: {t.KOP_INDUK}pt; }}",
        f".kop__alamat {{ font-size: {t.KOP_ALAMAT}pt; }}",
        f".catatan {{ font-size: {t.CATATAN}pt; line-height: {t.BARIS_CATATAN}; margin-top: {t.ATAS_CATATAN}pt; }}",
        f".ttd {{ font-size: {t.TTD}pt; line-height: {t.BARIS_TTD}; margin-top: {t.ATAS_TTD}pt; }}",
        f".ttd .nama {{ padding-top: {ruang:.1f}pt; }}",
    ]


@lru_cache(maxsize=1)
def _lembar_gaya() -> str:
    return (settings.BASE_DIR / "static" / "css" / "laporan.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def tanda_draft() -> bytes:
    """The mark that lies under every page of a draft, as SVG outlines."""
    jalur, lebar = jalur_tebal("DRAFT")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="190mm" height="150mm" viewBox="0 0 1900 1500">'
        f'<g transform="translate(950 750) rotate(-30) scale(.17) translate(-{lebar // 2} 735)">'
        f'<path fill="#ececea" d="{jalur}"/></g></svg>'
    ).encode()


def sumber(dokumen: Dokumen) -> dict[str, bytes]:
    """What the sheet may load, and nothing else: the mark and the logo (fonts come from their package)."""
    logo = dokumen.kop.logo if dokumen.kop else None
    return {"paket:draft": tanda_draft(), **({"paket:logo": logo} if logo else {})}
