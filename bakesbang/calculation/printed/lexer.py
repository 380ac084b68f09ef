"""From the line of a formula to its words (tokens), each with its place.

Three habits of the trade are settled here. A name may stand without brackets when it is plain where it ends.
A comma between digits is a decimal comma, except where only the other reading makes a whole call; where both
readings do (``MAKS(1,5)``) it is refused. ``x`` is a multiplication sign where one is expected.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from lark import Token

from bakesbang.calculation.formula.errors import FormulaError
from bakesbang.calculation.formula.functions import EJAAN_FUNGSI, EJAAN_LOGIKA, FUNGSI
from bakesbang.calculation.formula.names import Pencocok, Penyelesai, maksud
from bakesbang.calculation.formula.numbers import DIGIT_MAKS, baca_angka, ragu_ribuan

from .labels import Sekitar, akhir_label, operator_kata
from .reader import salah_prosa

KURUNG_MAKS = 24
TANDA_BERUNTUN_MAKS = 4

_MENTAH = re.compile(r"\d+(?:[.,]\d+)*")
_PERSEN = re.compile(r"\s*(?:%|persen\b)", re.IGNORECASE)
_TANDA = re.compile(r"\*\*|<=|>=|=<|=>|<>|!=|==|&&|\|\||[-–+×*÷/:^<>=≤≥≠;,()]")
_BUKAN = re.compile(r"(?:(?:bukan|not)\b|!(?!=))\s*", re.IGNORECASE)
_KATA = re.compile(r"rata-rata\b|\w+", re.IGNORECASE)
_BUKA_KURUNG = re.compile(r"\s*\(")
_HURUF_LANJUT = re.compile(r"\s*(?=[^\W\d_])")
_TANPA_HITUNGAN = frozenset(("NAMA", "KURUNG_BUKA", "KURUNG_TUTUP"))
_JENIS = {
    "+": ("TAMBAH", "+"),
    "-": ("KURANG", "-"),
    "–": ("KURANG", "-"),
    "×": ("KALI", "×"),
    "*": ("KALI", "×"),
    "÷": ("BAGI", "/"),
    "/": ("BAGI", "/"),
    ":": ("BAGI", "/"),
    "^": ("PANGKAT", "^"),
    "**": ("PANGKAT", "^"),
    "=": ("SAMA", "="),
    "==": ("SAMA", "="),
    "<>": ("SAMA", "<>"),
    "!=": ("SAMA", "<>"),
    "≠": ("SAMA", "<>"),
    "<": ("BANDING", "<"),
    "<=": ("BANDING", "<="),
    "=<": ("BANDING", "<="),
    "≤": ("BANDING", "<="),
    ">": ("BANDING", ">"),
    ">=": ("BANDING", ">="),
    "=>": ("BANDING", ">="),
    "≥": ("BANDING", ">="),
    "&&": ("DAN", "DAN"),
    "||": ("ATAU", "ATAU"),
}
_ARTI_KATA = {
    "BAGI": ("BAGI", "/"),
    "KALI": ("KALI", "×"),
    "X": ("KALI", "×"),
    "TAMBAH": ("TAMBAH", "+"),
    "KURANG": ("KURANG", "-"),
    "DAN": ("DAN", "DAN"),
    "ATAU": ("ATAU", "ATAU"),
}
_SARAN_TANDA = "Tulis nama data dalam kurung siku: [Jumlah ormas aktif] / [Jumlah ormas] × 100%."


@dataclass(slots=True)
class Tingkat:
    """One level of brackets: the function it belongs to, its separators, and what was seen at that level."""

    letak: int
    fungsi: str | None = None
    koma: int = 0
    titik_koma: int = 0
    mentah: list[int] = field(default_factory=list)
    banding: bool = False
    kata_tambah: bool = False


class Lekser:
    """Reads one line; ``jalan`` returns the tokens, ``peringatan`` what the reader should be told.

    Places in its errors count within the line.
    """

    def __init__(self, s: str, penyelesai: Penyelesai) -> None:
        self.s = s
        self.penyelesai = penyelesai
        self.pencocok = Pencocok(s, penyelesai)
        self.letak = 0
        self.token: list[Token] = []
        self.tingkat = [Tingkat(0)]
        self.tertutup: list[Tingkat] = []
        self.tanda_beruntun = 0
        self.label_lepas: int | None = None
        self.peringatan: list[str] = []

    def jalan(self) -> list[Token]:
        """All tokens, in which operands and signs alternate. Raises RumusSalah."""
        menunggu_operan = True
        while self._lewati_spasi():
            menunggu_operan = self._operan() if menunggu_operan else self._tanda()
        if menunggu_operan:
            raise self.salah("Rumus terputus: setelah tanda terakhir harus ada angka atau nama data.")
        if len(self.tingkat) > 1:
            raise self.salah("Kurung buka belum ditutup.", self.tingkat[-1].letak)
        if self.label_lepas is not None and {token.type for token in self.token} <= _TANPA_HITUNGAN:
            raise salah_prosa(self.label_lepas)
        return self._baca_angka()

    def salah(self, pesan: str, letak: int | None = None, saran: str = "") -> FormulaError:
        """The error at a place of the line (default: here)."""
        return FormulaError(pesan, position=self.letak if letak is None else letak, hint=saran)

    def _lewati_spasi(self) -> bool:
        while self.letak < len(self.s) and self.s[self.letak] in " \n":
            self.letak += 1
        return self.letak < len(self.s)

    def _tambah(self, jenis: str, isi: object, akhir: int) -> None:
        self.token.append(_token(jenis, isi, self.letak))
        self.letak = akhir
        if jenis not in ("TAMBAH", "KURANG", "BUKAN"):
            self.tanda_beruntun = 0

    # Operands. Each reader answers whether an operand is still awaited after it.

    def _operan(self) -> bool:
        huruf = self.s[self.letak]
        if huruf == "[":
            return self._kurung_siku()
        if (akhir := self._dikenal()) is not None:
            return self._nama(self.s[self.letak : akhir], akhir)
        if huruf in "0123456789":
            return self._angka()
        if huruf == "(":
            return self._buka(None, self.letak + 1)
        if huruf in "+-–":
            return self._awalan(*_JENIS[huruf], self.letak + 1)
        if (akhir := self._bukan()) is not None:
            return self._awalan("BUKAN", "BUKAN", akhir)
        if huruf == "Σ":
            self.letak += 1
            return True
        if huruf.isalpha() or huruf == "_":
            return self._kata()
        raise self._operan_salah(huruf)

    def _operan_salah(self, huruf: str) -> FormulaError:
        if huruf in "\"'‘’“”":
            return self.salah("Teks dalam tanda kutip tidak dapat dihitung; hanya angka dan nama data.")
        if huruf in ".,":
            return self.salah("Angka harus diawali digit.", saran="Tulis misalnya 0,5.")
        if huruf == "%":
            return self.salah("Tanda % hanya boleh setelah angka.", saran="Tulis misalnya × 100%.")
        if _TANDA.match(huruf):
            return self.salah(f"Sebelum tanda “{huruf}” harus ada angka atau nama data.")
        return self.salah(f"Tanda “{huruf}” tidak dikenal dalam rumus.")

    def _awalan(self, jenis: str, isi: str, akhir: int) -> bool:
        self.tanda_beruntun += 1
        if self.tanda_beruntun > TANDA_BERUNTUN_MAKS:
            raise self.salah("Terlalu banyak tanda berturut-turut.")
        self._tambah(jenis, isi, akhir)
        return True

    def _bukan(self) -> int | None:
        """BUKAN is an operator before a bracket, a constant, or where something is compared."""
        cocok = _BUKAN.match(self.s, self.letak)
        if cocok is None:
            return None
        sisa = self.s[cocok.end() :]
        kata = _KATA.match(sisa)
        konstanta = kata is not None and kata[0].casefold() in EJAAN_LOGIKA
        return cocok.end() if konstanta or re.match(r"[(\[]", sisa) or re.search(r"[<>=≤≥≠]", sisa) else None

    def _kurung_siku(self) -> bool:
        akhir = self.s.find("]", self.letak)
        if akhir < 0:
            raise self.salah("Kurung siku [ belum ditutup.")
        return self._nama(self.s[self.letak + 1 : akhir], akhir + 1)

    def _nama(self, mentah: str, akhir: int) -> bool:
        self._tambah("NAMA", self.penyelesai.variabel(mentah, self.letak), akhir)
        return False

    def _dikenal(self) -> int | None:
        """The end of one of the indicator's own names that stands here without brackets."""
        akhir = self.pencocok.akhir(self.letak)
        if akhir is None:
            return None
        lanjut = _HURUF_LANJUT.match(self.s, akhir)
        if lanjut and not operator_kata(self.s, lanjut.end(), Sekitar(banding=True)):
            return None
        return akhir

    def _angka(self) -> bool:
        cocok = _MENTAH.match(self.s, self.letak)
        assert cocok is not None  # noqa: S101  the caller saw a digit
        persen = _PERSEN.match(self.s, cocok.end())
        self.tingkat[-1].mentah.append(len(self.token))
        self._tambah("PERSENAN" if persen else "ANGKA", cocok[0], (persen or cocok).end())
        return False

    def _buka(self, fungsi: str | None, akhir: int) -> bool:
        if len(self.tingkat) > KURUNG_MAKS:
            raise self.salah(f"Kurung bersarang terlalu dalam: paling banyak {KURUNG_MAKS} tingkat.")
        self.tingkat.append(Tingkat(self.letak, fungsi))
        self._tambah("KURUNG_BUKA" if fungsi is None else "FUNGSI", fungsi or "(", akhir)
        return True

    def _kata(self) -> bool:
        """A function, a constant, or a name without brackets."""
        cocok = _KATA.match(self.s, self.letak)
        assert cocok is not None  # noqa: S101  the caller saw a letter
        kata, kurung = cocok[0].casefold(), _BUKA_KURUNG.match(self.s, cocok.end())
        rapat = self.s[cocok.end() : cocok.end() + 1] == "("
        if kata in EJAAN_FUNGSI and kurung and (rapat or not self._nama_sesudah_kurung(kurung.end())):
            return self._buka(EJAAN_FUNGSI[kata], kurung.end())
        if rapat:
            raise self._fungsi_asing(cocok[0])
        sekitar = self._sekitar(logika=kata in EJAAN_LOGIKA)
        akhir = akhir_label(self.s, self.letak, sekitar)
        if kata in EJAAN_LOGIKA and akhir == cocok.end():
            self._tambah("BENAR" if EJAAN_LOGIKA[kata] else "SALAH", kata, akhir)
            return False
        if " " in self.s[self.letak : akhir]:
            self.label_lepas = self.letak
        if not any(map(str.isalnum, self.s[self.letak : akhir])):
            raise self.salah("Garis ini bukan nama data.", saran=_SARAN_TANDA)
        return self._nama(self.s[self.letak : akhir], akhir)

    def _sekitar(self, *, logika: bool = False) -> Sekitar:
        atas = self.tingkat[-1]
        return Sekitar(dalam_fungsi=atas.fungsi is not None, banding=atas.banding or logika)

    def _nama_sesudah_kurung(self, letak: int) -> bool:
        """Whether words go on behind the bracket: ``Jumlah (DI) yang …`` is a name, not a call."""
        tutup = self.s.find(")", letak)
        lanjut = _HURUF_LANJUT.match(self.s, tutup + 1)
        return (
            tutup >= 0
            and lanjut is not None
            and operator_kata(self.s, lanjut.end(), Sekitar(banding=True)) is None
        )

    def _fungsi_asing(self, kata: str) -> FormulaError:
        dekat = maksud(kata.casefold(), EJAAN_FUNGSI)
        saran = f"Maksud Anda {dekat.upper()}?" if dekat else f"Fungsi yang ada: {', '.join(FUNGSI)}."
        return self.salah(f"Fungsi “{kata}” tidak dikenal.", saran=saran)

    # Signs between operands.

    def _tanda(self) -> bool:
        kata = operator_kata(self.s, self.letak, Sekitar(banding=True))
        if kata is not None:
            jenis, isi = _ARTI_KATA[kata.lastgroup or ""]
            return self._operator(jenis, isi, kata.end(), berkata=jenis in ("TAMBAH", "KURANG"))
        cocok = _TANDA.match(self.s, self.letak)
        if cocok is None:
            return self._akhir_kalimat()
        if cocok[0] == ")":
            return self._tutup()
        if cocok[0] in ";,":
            return self._pemisah(cocok[0])
        if cocok[0] == "(":
            raise self.salah("Di depan kurung buka harus ada tanda hitung.", saran="Tulis misalnya × (…).")
        return self._operator(*_JENIS[cocok[0]], cocok.end())

    def _operator(self, jenis: str, isi: str, akhir: int, *, berkata: bool = False) -> bool:
        tingkat = self.tingkat[-1]
        if jenis in ("KALI", "BAGI") and tingkat.kata_tambah:
            raise self.salah(
                "Urutan hitungan dalam kalimat ini tidak jelas.",
                saran="Beri kurung, misalnya ([A] + [B] + [C]) / 3.",
            )
        tingkat.kata_tambah = tingkat.kata_tambah or berkata
        tingkat.banding = tingkat.banding or jenis in ("SAMA", "BANDING")
        self._tambah(jenis, isi, akhir)
        return True

    def _akhir_kalimat(self) -> bool:
        huruf = self.s[self.letak]
        if huruf == "." and not self.s[self.letak + 1 :].strip():
            self.letak = len(self.s)
            return False
        if huruf == "%":
            raise self.salah("Tanda % hanya boleh setelah angka.", saran="Tulis misalnya × 100%.")
        if huruf == "[" or huruf.isalnum():
            raise self.salah("Di sini harus ada tanda hitung (+ - × /).", saran=_SARAN_TANDA)
        raise self.salah(f"Tanda “{huruf}” tidak dikenal dalam rumus.")

    def _tutup(self) -> bool:
        if len(self.tingkat) == 1:
            raise self.salah("Kurung tutup tanpa kurung buka.")
        self.tertutup.append(self.tingkat.pop())
        self._tambah("KURUNG_TUTUP", ")", self.letak + 1)
        return False

    def _pemisah(self, tanda: str) -> bool:
        tingkat = self.tingkat[-1]
        if tingkat.fungsi is None:
            saran = "Tulis nama yang memuat koma dalam kurung siku, dan angka desimal tanpa spasi (1,5)."
            raise self.salah(f"Tanda “{tanda}” hanya untuk memisahkan isian fungsi.", saran=saran)
        tingkat.koma += tanda == ","
        tingkat.titik_koma += tanda == ";"
        tingkat.kata_tambah = False
        if tingkat.koma and tingkat.titik_koma:
            raise self.salah(
                "Koma dan titik koma tercampur.", saran="Pisahkan isian fungsi dengan titik koma (;) saja."
            )
        self._tambah("PEMISAH", ";", self.letak + 1)
        return True

    # Numbers, once the whole call is known.

    def _baca_angka(self) -> list[Token]:
        terpisah = {n for satu in self.tertutup if self._koma_pemisah(satu) for n in satu.mentah}
        hasil: list[Token] = []
        for n, token in enumerate(self.token):
            if token.type not in ("ANGKA", "PERSENAN"):
                hasil.append(token)
                continue
            bagian = token.value.split(",") if n in terpisah else [token.value]
            for urutan, mentah in enumerate(bagian):
                if urutan:
                    hasil.append(Token("PEMISAH", ";", start_pos=token.start_pos))
                jenis = token.type if urutan == len(bagian) - 1 else "ANGKA"
                hasil.append(
                    _token(jenis, self._angka_sah(mentah, token.start_pos or 0), token.start_pos or 0)
                )
        return hasil

    def _koma_pemisah(self, tingkat: Tingkat) -> bool:
        """Whether the commas between digits of this call separate its arguments. Refused when both readings hold."""
        berkoma = [self.token[n] for n in tingkat.mentah if "," in self.token[n].value]
        if tingkat.fungsi is None or tingkat.titik_koma or not berkoma:
            return False
        pemisah = tingkat.koma + sum(token.value.count(",") for token in berkoma)
        desimal = _cukup(tingkat.fungsi, tingkat.koma + 1) and all(
            baca_angka(token.value) is not None for token in berkoma
        )
        if desimal and _cukup(tingkat.fungsi, pemisah + 1):
            raise self.salah(
                "Koma di antara dua angka ini bisa tanda desimal, bisa pemisah isian.",
                berkoma[0].start_pos,
                saran="Pisahkan isian fungsi dengan titik koma (;).",
            )
        return not desimal

    def _angka_sah(self, mentah: str, letak: int) -> Decimal:
        nilai = baca_angka(mentah)
        if nilai is None:
            saran = "Tulis 1.234,5: titik untuk ribuan, koma untuk desimal."
            raise self.salah(f"Angka “{mentah[:40]}” tidak jelas.", letak, saran)
        if len(nilai.as_tuple().digits) > DIGIT_MAKS:
            raise self.salah(f"Angka terlalu panjang: paling banyak {DIGIT_MAKS} digit.", letak)
        if ragu_ribuan(mentah):
            self.peringatan.append(f"“{mentah}” dibaca {nilai:f} (titik memisahkan ribuan).")
        return nilai


def _token(jenis: str, isi: object, letak: int) -> Token:
    token = Token(jenis, str(isi), start_pos=letak)
    token.value = isi
    return token


def _cukup(fungsi: str, banyak: int) -> bool:
    """Whether a function takes so many arguments."""
    paling_banyak = FUNGSI[fungsi].paling_banyak
    return FUNGSI[fungsi].paling_sedikit <= banyak and (paling_banyak is None or banyak <= paling_banyak)
