"""``Rumus``: one formula, read once, used everywhere (page, PDF, Excel, command, measurement)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from bakesbang.calculation.printed.lexer import KURUNG_MAKS, Lekser
from bakesbang.calculation.printed.reader import PANJANG_MAKS, baca_naskah
from bakesbang.calculation.result import Reason, ReasonCode, Result

from . import tree as p
from .errors import FormulaError
from .evaluate import NihilPolicy, Penghitung, TakTerhitung, angka_hasil, is_ordinary, pecahan_masukan
from .excel import tulis_excel
from .grammar import urai
from .markup import Html, tulis_html
from .names import NameRef, Penyelesai, kunci_normal
from .numbers import write_number
from .writer import Penulis, PenulisBacaan, PenulisKerja, nama_label

DESIMAL_KERJA = 2
_SELA = "\x00"
_SEPERTI_HITUNGAN = re.compile(r"\s[/×÷*+:]\s|[)]\s*[/×÷*+:]")


@dataclass(frozen=True)
class Rumus:
    """A formula over named data. Two formulas are equal when they calculate the same way.

    ``pohon`` is the calculation; ``sumber`` what was typed; ``peringatan`` what the reader should know about how
    it was understood; ``keterangan`` the legend printed beside it (short name → meaning).
    """

    tree: p.Node
    source: str = field(default="", compare=False)
    warnings: tuple[str, ...] = field(default=(), compare=False)
    legend: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    @classmethod
    def read(cls, teks: str | None, names: Mapping[str, str] | None = None) -> "Rumus":
        """Read a formula as people write and print it.

        With ``nama`` (label → kode) every name must be known and becomes its kode, also without brackets;
        without, the normalised name is its own key. Raises RumusSalah, and nothing else, for any text.
        """
        return _baca(teks, None if names is None else tuple(names.items()))

    @cached_property
    def variabel(self) -> tuple[NameRef, ...]:
        """The inputs in order of appearance; each is the key to give to ``hitung``."""
        return p.variabel(self.tree)

    @cached_property
    def in_percent(self) -> bool:
        """Whether the value is in percent because of ``× 100%``."""
        return p.dalam_persen(self.tree)

    @property
    def satuan(self) -> str:
        """``%`` when the value is in percent because of ``× 100%``, else empty."""
        return "%" if self.in_percent else ""

    @cached_property
    def share(self) -> tuple[tuple[NameRef, ...], tuple[NameRef, ...]] | None:
        """(part, whole) when the formula is a plain share in percent, else None."""
        return p.pecahan(self.tree)

    def canonical(self) -> str:
        """The stored form, ``[selesai] / [ada] × 100%``; reading it gives an equal formula."""
        return Penulis().tulis(self.tree)

    def with_labels(self, label: Mapping[str, str] | None = None) -> str:
        """The form for people: ``[Jml konflik yang selesai] / [Jml konflik yang ada] × 100%``."""
        return Penulis(lambda satu: nama_label(_label(satu, label), satu), write_number).tulis(self.tree)

    def text(self, label: Mapping[str, str] | None = None) -> str:
        """One line for paper and for workbooks, labels without brackets."""
        return PenulisBacaan(lambda satu: _tampil(satu, label), write_number).tulis(self.tree)

    def compute(
        self,
        nilai: Mapping[str, Decimal | int | None],
        *,
        nihil_policy: NihilPolicy | str = NihilPolicy.NOT_JUDGED,
    ) -> Result:
        """The value with 28 significant digits, or the reason why there is none; never a guess.

        Keys of ``nilai`` are kode (or names) in any spelling that normalises to them; last year's value of
        ``ada`` is ``"ada; tahun lalu"``. Every input is needed: what is missing or None is named in the reason
        (lessons: the missing-value policy "all inputs needed"). 0/0 follows ``kebijakan_nihil`` (domain guide
        §10): only NIHIL_100 and NIHIL_0 ever turn it into a number. A condition counts as 1 or 0. Raises
        TypeError for a value that is neither Decimal, int nor None, ValueError for a key given twice.
        """
        masukan = self._masukan(nilai)
        kurang = tuple(satu for satu in self.variabel if masukan.get(satu) is None)
        kerja = self._kerja(masukan)
        if kurang:
            tampil = ", ".join(_tampil(satu, None) for satu in kurang)
            alasan = Reason(ReasonCode.INCOMPLETE, f"Belum lengkap: {tampil} belum diisi", kurang)
            return Result(None, alasan, kerja)
        try:
            pecahan = {satu: pecahan_masukan(isi) for satu, isi in masukan.items() if isi is not None}
            angka = angka_hasil(Penghitung(pecahan, NihilPolicy(nihil_policy)).nilai(self.tree))
        except TakTerhitung as galat:
            return Result(None, galat.alasan, f"{kerja}: {galat.alasan.in_sentence}")
        return Result(angka, None, f"{kerja} = {write_number(angka, DESIMAL_KERJA)}{self.satuan}")

    def working(
        self,
        nilai: Mapping[str, Decimal | int | None],
        *,
        nihil_policy: NihilPolicy | str = NihilPolicy.NOT_JUDGED,
    ) -> str:
        """The working with numbers: ``6 ÷ 8 × 100% = 75%``; the result is shown with at most 2 decimals."""
        return self.compute(nilai, nihil_policy=nihil_policy).working

    def html(self, label: Mapping[str, str] | None = None) -> Html:
        """The formula as a stacked fraction with labels, for page and paper (safe markup)."""
        return tulis_html(self.tree, lambda satu: _tampil(satu, label))

    def html_numbers(
        self,
        nilai: Mapping[str, Decimal | int | None],
        *,
        nihil_policy: NihilPolicy | str = NihilPolicy.NOT_JUDGED,
    ) -> Html:
        """The stacked fraction with numbers and its result; a missing number shows as "…"."""
        masukan = self._masukan(nilai)
        hasil = self.compute(nilai, nihil_policy=nihil_policy)
        ekor = (
            f" = {write_number(hasil.number, DESIMAL_KERJA)}{self.satuan}" if hasil.number is not None else ""
        )
        return tulis_html(self.tree, lambda satu: _angka_kerja(masukan.get(satu)) or "…", ekor)

    def excel(
        self,
        alamat: Mapping[str, str],
        *,
        nihil_policy: NihilPolicy | str = NihilPolicy.NOT_JUDGED,
    ) -> str:
        """A live Excel formula over the cells of ``alamat`` (key → address); see the module ``excel``."""
        return tulis_excel(self.tree, alamat, NihilPolicy(nihil_policy))

    def _masukan(self, nilai: Mapping[str, Decimal | int | None]) -> dict[str, Decimal | int | None]:
        """The given values under their normal keys, of the formula's inputs only."""
        dikenal = set(self.variabel)
        masukan: dict[str, Decimal | int | None] = {}
        for kunci, isi in nilai.items():
            normal = kunci if kunci in dikenal else kunci_normal(kunci)
            if normal in masukan:
                raise ValueError(f"Nilai “{kunci}” diberikan dua kali.")
            if normal not in dikenal:
                continue
            if isinstance(isi, bool) or not isinstance(isi, Decimal | int | None):
                raise TypeError(f"Nilai “{kunci}” harus Decimal, int, atau None.")
            masukan[normal] = isi
        return masukan

    @cached_property
    def _potongan_kerja(self) -> tuple[str, ...]:
        """The working cut at its inputs: text, input, text, …"""
        teks = PenulisKerja(lambda satu: f"{_SELA}{satu}{_SELA}", write_number).tulis(self.tree)
        return tuple(teks.split(_SELA))

    def _kerja(self, masukan: Mapping[str, Decimal | int | None]) -> str:
        label = {str(satu): f"[{_tampil(satu, None)}]" for satu in self.variabel}
        potongan = list(self._potongan_kerja)
        for letak in range(1, len(potongan), 2):
            potongan[letak] = _angka_kerja(masukan.get(potongan[letak])) or label[potongan[letak]]
        return "".join(potongan)


def _angka_kerja(nilai: Decimal | int | None) -> str:
    """An input in a working; a negative one in brackets, so that signs never touch."""
    if nilai is None:
        return ""
    angka = Decimal(nilai)
    tampil = write_number(angka) if is_ordinary(angka) else f"{angka:.3E}"
    return f"({tampil})" if tampil.startswith("-") else tampil


def _label(satu: NameRef, label: Mapping[str, str] | None) -> str:
    return (label or {}).get(satu.code) or satu.label


def _tampil(satu: NameRef, label: Mapping[str, str] | None) -> str:
    return f"{_label(satu, label)} (tahun lalu)" if satu.last_year else _label(satu, label)


@lru_cache(maxsize=2048)
def _baca(teks: str | None, nama: tuple[tuple[str, str], ...] | None) -> Rumus:
    sumber = teks or ""
    try:
        penyelesai = Penyelesai(None if nama is None else dict(nama))
        naskah = baca_naskah(teks)
    except FormulaError as galat:
        raise galat.placed_in(sumber, galat.place) from None
    lekser = Lekser(naskah.teks.s, penyelesai)
    try:
        pohon = urai(lekser.jalan())
        _terbatas(pohon)
        if lekser.label_lepas is not None:
            _label_lepas_jelas(pohon, lekser.label_lepas)
    except FormulaError as galat:
        raise galat.placed_in(sumber, naskah.teks.tempat(galat.place)) from None
    peringatan = (*naskah.peringatan, *lekser.peringatan, *_peringatan(pohon, penyelesai))
    return Rumus(pohon, sumber, tuple(dict.fromkeys(peringatan)), naskah.keterangan)


def _terbatas(pohon: p.Node) -> None:
    """The stored form must be readable again: within the same bounds of length and depth."""
    kanonik = Penulis().tulis(pohon)
    if len(kanonik) > PANJANG_MAKS:
        raise FormulaError(f"Rumus terlalu panjang: paling banyak {PANJANG_MAKS} huruf.")
    dalam = terdalam = 0
    for huruf in kanonik:
        dalam += (huruf == "(") - (huruf == ")")
        terdalam = max(terdalam, dalam)
    if terdalam > KURUNG_MAKS:
        raise FormulaError(f"Rumus bersarang terlalu dalam: paling banyak {KURUNG_MAKS} tingkat.")


def _label_lepas_jelas(pohon: p.Node, letak: int) -> None:
    """Refuse what printed words easily become but nobody means: a comparison, a count times 100."""
    if p.logis(pohon):
        pesan = "Tanda perbandingan di luar JIKA tidak menghasilkan angka."
        raise FormulaError(
            pesan, position=letak, hint="Tulis nama data yang memuat tanda itu dalam kurung siku."
        )
    isi = p.anak(pohon)
    perkalian = isinstance(pohon, p.InPercent | p.Product) and not p.berbagi(pohon)
    if perkalian and isinstance(isi[0], p.Name) and all(map(p.tetap, isi[1:])):
        pesan = "Hanya satu data yang dikalikan: pembaginya tidak tertulis."
        raise FormulaError(pesan, position=letak, hint="Tulis misalnya [data A] / [data B] × 100%.")


def _peringatan(pohon: p.Node, penyelesai: Penyelesai) -> list[str]:
    hasil = []
    seratus = p.Percentage(Decimal(100))
    if any(isinstance(satu, p.Product) and seratus in p.anak(satu) for satu in p.semua(pohon)):
        hasil.append(
            "100% yang bukan faktor terakhir bernilai 1; tulis × 100% di akhir agar hasilnya dalam persen."
        )
    if penyelesai.bebas:
        berhitung = [satu.label for satu in p.variabel(pohon) if _SEPERTI_HITUNGAN.search(satu.label)]
        hasil += [f"Kurung siku menandai nama: “{label}” dibaca sebagai satu data." for label in berhitung]
    return hasil
