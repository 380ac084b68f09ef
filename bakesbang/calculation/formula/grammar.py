"""The grammar of formulas (Lark, LALR) and the tree it builds."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer

from . import tree as p
from .errors import FormulaError
from .functions import FUNGSI

TATA_BAHASA = r"""
?mulai: atau
?atau: dan (ATAU dan)*                      -> gabungan
?dan: bukan (DAN bukan)*                    -> gabungan
?bukan: sama
      | BUKAN bukan                         -> bukan
?sama: banding
     | banding SAMA banding                 -> banding
?banding: jumlah
        | jumlah BANDING jumlah             -> banding
?jumlah: kali ((TAMBAH | KURANG) kali)*     -> jumlahan
?kali: bertanda ((KALI | BAGI) bertanda)*   -> perkalian
?bertanda: pangkat
         | KURANG bertanda                  -> negasi
         | TAMBAH bertanda                  -> positif
?pangkat: atom
        | atom PANGKAT eksponen             -> pangkat
?eksponen: atom
         | KURANG eksponen                  -> negasi
?atom: ANGKA                                -> angka
     | PERSENAN                             -> persenan
     | NAMA                                 -> nama
     | (BENAR | SALAH)                      -> logika
     | KURUNG_BUKA atau KURUNG_TUTUP        -> kurung
     | FUNGSI atau (PEMISAH atau)* KURUNG_TUTUP -> panggilan
%declare ATAU DAN BUKAN SAMA BANDING TAMBAH KURANG KALI BAGI PANGKAT
%declare ANGKA PERSENAN NAMA BENAR SALAH KURUNG_BUKA KURUNG_TUTUP FUNGSI PEMISAH
"""
DIGIT_BULAT_MAKS = 15
EKSPONEN_MAKS = 100
_SERATUS_PERSEN = p.Percentage(Decimal(100))
_SARAN_PERSEN = "Tulis angka persennya tanpa tanda %, misalnya 100 - [A] / [B] × 100%."


@dataclass(slots=True)
class Bagian:
    """A part of the tree while it is built: where it stands, and whether it wore brackets."""

    simpul: p.Node
    letak: int
    kurung: bool = False


def urai(token: list[Token]) -> p.Node:
    """The tree of a line of tokens. Raises RumusSalah; places count within the line."""
    try:
        bagian: Any = _pengurai().parse(token)
    except UnexpectedToken as galat:
        raise _salah_susunan(galat.token) from None
    simpul: p.Node = bagian.simpul
    return simpul


class _TokenJadi(Lexer):
    """The tokens are made beforehand (lekser); Lark takes them as they are."""

    def __init__(self, *_: Any) -> None: ...

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Token]:
        return iter(lexer_state)


@lru_cache(maxsize=1)
def _pengurai() -> Lark:
    return Lark(TATA_BAHASA, start="mulai", parser="lalr", lexer=_TokenJadi, transformer=_Penyusun())


def _salah_susunan(token: Token) -> FormulaError:
    pesan, saran = {
        "PANGKAT": (
            "Pangkat beruntun tidak jelas urutannya.",
            "Tambahkan kurung, misalnya (2^3)^2 atau 2^(3^2).",
        ),
        "SAMA": (
            "Perbandingan beruntun tidak jelas artinya.",
            "Gabungkan dengan DAN: [A] < [B] DAN [B] < [C].",
        ),
        "BANDING": (
            "Perbandingan beruntun tidak jelas artinya.",
            "Gabungkan dengan DAN: [A] < [B] DAN [B] < [C].",
        ),
        "BUKAN": ("BUKAN tidak dapat berdiri di sini.", "Tambahkan kurung: (BUKAN …)."),
    }.get(token.type, ("Susunan rumus tidak dapat dibaca di sini.", ""))
    return FormulaError(pesan, position=token.start_pos or 0, hint=saran)


def _angka(bagian: Bagian) -> p.Node:
    if p.logis(bagian.simpul):
        raise FormulaError(
            "Di sini harus ada angka, bukan perbandingan.",
            position=bagian.letak,
            hint="Ubah dengan JIKA(perbandingan; 1; 0).",
        )
    return bagian.simpul


def _logika(bagian: Bagian) -> p.Node:
    if not p.logis(bagian.simpul):
        raise FormulaError(
            "Di sini harus ada perbandingan, bukan angka.",
            position=bagian.letak,
            hint="Tulis misalnya [A] > 0.",
        )
    return bagian.simpul


def _sesatuan(bagian: list[Bagian]) -> None:
    """Refuse ``100% - [A] / [B] × 100%``: one part counts to 100, the other to 1."""
    if any(p.dalam_persen(satu.simpul) for satu in bagian):
        for satu in bagian:
            if p.berbagian(satu.simpul):
                pesan = "Angka ini bernilai per seratus, sedangkan bagian lain sudah dalam persen (× 100%)."
                raise FormulaError(pesan, position=satu.letak, hint=_SARAN_PERSEN)


def _bobot_jelas(bagian: list[Bagian]) -> None:
    """Refuse ``[A] × 100% + [B] × 50%``: a weight of 100% would read as "in percent"."""
    seratus = [satu for satu in bagian if isinstance(satu.simpul, p.InPercent) and not p.berbagi(satu.simpul)]
    if seratus and any(p.berbobot(satu.simpul) for satu in bagian):
        pesan = "Bobot 100% di samping bobot lain tidak jelas artinya."
        raise FormulaError(
            pesan, position=seratus[0].letak, hint="Hilangkan × 100%, atau tulis bobotnya sebagai 1."
        )


class _Penyusun(Transformer[Token, Bagian]):
    """Builds the tree while Lark reads; every method takes the parts of one rule."""

    def angka(self, isi: list[Token]) -> Bagian:
        return Bagian(p.Number(isi[0].value), isi[0].start_pos or 0)

    def persenan(self, isi: list[Token]) -> Bagian:
        return Bagian(p.Percentage(isi[0].value), isi[0].start_pos or 0)

    def nama(self, isi: list[Token]) -> Bagian:
        return Bagian(p.Name(isi[0].value), isi[0].start_pos or 0)

    def logika(self, isi: list[Token]) -> Bagian:
        return Bagian(p.Logical(isi[0].type == "BENAR"), isi[0].start_pos or 0)

    def kurung(self, isi: list[Any]) -> Bagian:
        return Bagian(isi[1].simpul, isi[0].start_pos, kurung=True)

    def positif(self, isi: list[Any]) -> Bagian:
        _angka(isi[1])
        return Bagian(isi[1].simpul, isi[0].start_pos, isi[1].kurung)

    def negasi(self, isi: list[Any]) -> Bagian:
        dalam = _angka(isi[1])
        if isinstance(dalam, p.Power) and not isi[1].kurung:
            pesan = "Minus di depan pangkat tidak jelas: Excel dan matematika membacanya berbeda."
            raise FormulaError(
                pesan, position=isi[0].start_pos, hint="Tambahkan kurung, misalnya -(3^2) atau (-3)^2."
            )
        return Bagian(p.Negation(dalam), isi[0].start_pos)

    def pangkat(self, isi: list[Any]) -> Bagian:
        eksponen = _angka(isi[2])
        besar = p.nilai_tetap(eksponen)
        if besar is not None and abs(besar) > EKSPONEN_MAKS:
            pesan = f"Pangkat terlalu besar: paling banyak {EKSPONEN_MAKS}."
            raise FormulaError(pesan, position=isi[2].letak)
        return Bagian(p.Power(_angka(isi[0]), eksponen), isi[0].letak)

    def perkalian(self, isi: list[Any]) -> Bagian:
        if len(isi) == 1:
            return isi[0]
        faktor = [("×", _angka(isi[0]))]
        if isinstance(isi[0].simpul, p.Product):
            faktor = list(isi[0].simpul.factors)
        faktor += [(isi[n].value, _angka(isi[n + 1])) for n in range(1, len(isi), 2)]
        if faktor[-1] != ("×", _SERATUS_PERSEN):
            return Bagian(p.Product(tuple(faktor)), isi[0].letak)
        dalam = faktor[0][1] if len(faktor) == 2 else p.Product(tuple(faktor[:-1]))
        if p.dalam_persen(dalam):
            raise FormulaError(
                "× 100% tertulis dua kali.", position=isi[-1].letak, hint="Hapus salah satunya."
            )
        return Bagian(p.InPercent(dalam), isi[0].letak)

    def jumlahan(self, isi: list[Any]) -> Bagian:
        if len(isi) == 1:
            return isi[0]
        bagian = isi[::2]
        _sesatuan(bagian)
        _bobot_jelas(bagian)
        suku = [("+", _angka(isi[0]))]
        if isinstance(isi[0].simpul, p.Sum):
            suku = list(isi[0].simpul.terms)
        suku += [(isi[n].value, _angka(isi[n + 1])) for n in range(1, len(isi), 2)]
        return Bagian(p.Sum(tuple(suku)), isi[0].letak)

    def banding(self, isi: list[Any]) -> Bagian:
        kiri, tanda, kanan = isi
        if tanda.type == "BANDING" or not p.logis(kiri.simpul):
            _angka(kiri)
            _angka(kanan)
        else:
            _logika(kanan)
        _sesatuan([kiri, kanan])
        return Bagian(p.Comparison(tanda.value, kiri.simpul, kanan.simpul), kiri.letak)

    def gabungan(self, isi: list[Any]) -> Bagian:
        if len(isi) == 1:
            return isi[0]
        return Bagian(p.Junction(isi[1].value, tuple(_logika(satu) for satu in isi[::2])), isi[0].letak)

    def bukan(self, isi: list[Any]) -> Bagian:
        return Bagian(p.Not(_logika(isi[1])), isi[0].start_pos)

    def panggilan(self, isi: list[Any]) -> Bagian:
        nama, letak, argumen = isi[0].value, isi[0].start_pos, isi[1::2]
        fungsi = FUNGSI[nama]
        if len(argumen) < fungsi.paling_sedikit or len(argumen) > (fungsi.paling_banyak or len(argumen)):
            saran = "Pisahkan dengan titik koma (;), misalnya JIKA([A] > 0; [B] / [A]; 0)."
            raise FormulaError(
                f"Banyaknya isian fungsi {nama} tidak tepat: {len(argumen)}.", position=letak, hint=saran
            )
        if nama == "JIKA":
            _logika(argumen[0])
        berangka = argumen[1:] if nama == "JIKA" else argumen
        for satu in berangka:
            _angka(satu)
        _sesatuan(berangka)
        if nama == "BULAT" and len(argumen) == 2:
            digit = p.nilai_tetap(argumen[1].simpul)
            if digit is None or digit != int(digit) or abs(digit) > DIGIT_BULAT_MAKS:
                pesan = f"Banyaknya desimal pada BULAT harus angka bulat, paling banyak {DIGIT_BULAT_MAKS}."
                raise FormulaError(
                    pesan, position=argumen[1].letak, hint="Tulis misalnya BULAT([A] / [B]; 2)."
                )
        return Bagian(p.Call(nama, tuple(satu.simpul for satu in argumen)), letak)
