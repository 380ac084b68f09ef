"""The grammar of one printed cell: comparison, currency, number, ratio or range, unit, grade, note."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bakesbang.calculation.values.numbers import (
    POLA_BILANGAN,
    TEPAT,
    Bilangan,
    divide,
    muat_digit,
    read_number,
)
from bakesbang.calculation.values.words import (
    PEMBANDING_KATA,
    PEMBANDING_TANDA,
    POLA_MATA_UANG,
    POLA_PEMBANDING,
    POLA_SATUAN_DEPAN,
    POLA_WAKTU,
    SATUAN_MAKS,
    TIDAK_BERLAKU,
    Doubt,
    Interpretation,
    ValueState,
    fold,
    predikat_in,
)

_STRIP = re.compile(r"(?:Rp\.? ?)?-[- ]*%?", re.IGNORECASE)
_CATATAN = re.compile(r" ?[(\[][^()\[\]0-9]*[)\]]$")
_EKOR = re.compile(r"(?:,-+|\*{1,3}\)?|[¹²³⁴-⁹]\)|[.,;:]) *$")
_PREDIKAT_ANGKA = re.compile(r"([A-Za-z][A-Za-z -]*?[+-]?) ?(?:\((.+)\)|[=:/] ?(.+)|(?<=[A-Z] )([0-9].*))")
_RENTANG = re.compile(
    r"(?P<satuan>[^0-9]*?)(?P<pemisah> ?(?:-|(?<![a-z])(?:s\. ?d\b\.?|(?-i:sd)\b|s/d|sampai(?: dengan)?|hingga)|~|\.{2,3}|…|±) ?)"
    r"(?:(?:Rp|IDR|USD)\.? ?)?(?P<atas>[+-]?[.,]?[0-9].*)",
    re.IGNORECASE,
)
_RASIO = re.compile(r" ?([:/]) ?(?=[0-9])")
_LEPAS = re.compile(r"(?<![^\s,;(&+/-])[0-9][0-9.,]*(?![0-9A-Za-z])")
_PER = re.compile(r"\b(?:per|tiap|setiap)$", re.IGNORECASE)
_SEPULUH_PANGKAT = re.compile(r"10+|10{0,2}(?:\.000)+")
_MAJEMUK = re.compile(r"(?:[,;:&+/]| -|\b(?:dan|serta|atau|dari|x|kali))$", re.IGNORECASE)
# A unit begins with a letter, %, or "/bulan", and holds no signs that belong to values.
_SATUAN_SAH = re.compile(
    r"(?!x ?[0-9]|s\. ?d\b|s/d|sampai\b|hingga\b|(?:Rp|IDR|USD)\.? )(?:[^\W\d_\u00b2\u00b3\u00b9\u2070-\u209c]|[%‰°]|/ ?[^\W\d_])[\w %‰°/.,;:&'\"+-]*",
    re.IGNORECASE,
)
_EKOR_BANDING = re.compile(r" ?\b(?:(ke ?atas|atau lebih)|ke ?bawah|atau kurang)$", re.IGNORECASE)
_PERSEN = frozenset(("%", "%%", "persen", "prosen", "persen (%)", "percent"))
_TAHUN = range(1900, 2101)
_BULAN = range(1, 13)


@dataclass(frozen=True, slots=True)
class Bacaan:
    """What a cell says; the text itself is kept by Nilai."""

    keadaan: ValueState
    angka: Decimal | None = None
    angka_atas: Decimal | None = None
    pembanding: str = ""
    satuan: str = ""
    predikat: str = ""
    ragu: Doubt = Doubt.NONE


TEKS = Bacaan(ValueState.TEXT)
# Close behind the digits; "5 l" with a space is five litres.
_HURUF_MIRIP_ANGKA = re.compile(r"[OoIl]+(?![^\W\d_])")
_KUMULATIF = re.compile(r" ?\(?\b[kc]um+ulatif\b\)?$", re.IGNORECASE)


def urai(rapi: str, tafsir: Interpretation) -> Bacaan:
    """Read one tidy cell (nilai_kamus.rapikan); what fits no rule is TEKS."""
    if not rapi:
        return Bacaan(ValueState.BLANK)
    if _STRIP.fullmatch(rapi):
        return Bacaan(ValueState.STRIP)
    if rapi.casefold() in TIDAK_BERLAKU:
        return Bacaan(ValueState.NOT_APPLICABLE)
    pembanding, isi = _ambil_pembanding(_buang_ekor(rapi.removeprefix("'")))
    bacaan = _predikat(isi, tafsir) or _angka(isi, tafsir)
    if bacaan is None:
        return TEKS
    return replace(bacaan, pembanding=pembanding) if pembanding else bacaan


def _buang_ekor(rapi: str) -> str:
    """Without footnote marks, closing stops, and the ",-" of rupiah."""
    while (pendek := _EKOR.sub("", rapi)) != rapi:
        rapi = pendek
    return rapi


def _ambil_pembanding(rapi: str) -> tuple[str, str]:
    """The comparison sign at the start ("", <, ≤, >, ≥, ±), and what follows it."""
    cocok = POLA_PEMBANDING.match(rapi)
    if cocok is None:
        return "", rapi
    tanda = PEMBANDING_TANDA.get(cocok[1], cocok[1]) if cocok[1] else PEMBANDING_KATA[cocok[2].casefold()]
    return tanda, rapi[cocok.end() :]


def _predikat(isi: str, tafsir: Interpretation) -> Bacaan | None:
    """ "BB", "Baik (B)", "A (80,50)", "BB: 78,84"."""
    if predikat := predikat_in(_CATATAN.sub("", isi)):
        return Bacaan(ValueState.PREDIKAT, predikat=predikat)
    cocok = _PREDIKAT_ANGKA.fullmatch(isi)
    if cocok is None or not (predikat := predikat_in(cocok[1])):
        return None
    pembanding, dalam = _ambil_pembanding(cocok[2] or cocok[3] or cocok[4])
    bacaan = _angka(dalam, tafsir)
    if bacaan is None or bacaan.satuan not in ("", "%") or bacaan.predikat:
        return None
    keadaan = ValueState.PREDIKAT if bacaan.angka_atas is None else ValueState.RANGE
    return replace(bacaan, keadaan=keadaan, predikat=predikat, pembanding=pembanding)


def _angka(isi: str, tafsir: Interpretation) -> Bacaan | None:
    """A number, ratio, or range with its unit."""
    cocok = POLA_MATA_UANG.match(isi) or POLA_SATUAN_DEPAN.match(isi)
    depan, isi = (cocok[1], isi[cocok.end() :]) if cocok else ("", isi)
    pertama, sisa = _bilangan(isi, tafsir)
    if pertama is None:
        return None
    if rasio := _RASIO.match(sisa):
        bacaan = _rasio(pertama, rasio[1], sisa[rasio.end() :])
    else:
        bacaan = _rentang(pertama, sisa, tafsir) or _tunggal(pertama, sisa)
    if bacaan is None or not depan:
        return bacaan
    return replace(bacaan, satuan=f"{depan} {bacaan.satuan}".rstrip())


def _bilangan(isi: str, tafsir: Interpretation = Interpretation.NONE) -> tuple[Bilangan | None, str]:
    """The number at the start and what follows it; the answer to a doubt chooses between two readings."""
    cocok = POLA_BILANGAN.match(isi)
    if cocok is None or not (bilangan := read_number(*cocok.groups())):
        return None, isi
    if tafsir == Interpretation.DECIMAL and bilangan.lain is not None:
        bilangan = replace(bilangan, angka=bilangan.lain)
    return bilangan, isi[cocok.end() :]


def _tunggal(pertama: Bilangan, sisa: str) -> Bacaan | None:
    satuan = _satuan(sisa)
    if satuan is None:
        return None
    mirip = Doubt.LETTER if _HURUF_MIRIP_ANGKA.match(sisa) else Doubt.NONE
    return replace(satuan, angka=pertama.angka, ragu=pertama.ragu or satuan.ragu or mirip)


def _rasio(pertama: Bilangan, tanda: str, sisa: str) -> Bacaan | None:
    """ "17/1000" and "1:300" as a quotient; not "01/2024", "1/2024", "2023/2024", "1/2/2024"."""
    penyebut, sisa = _bilangan(sisa)
    satuan = _satuan(sisa)
    if penyebut is None or satuan is None or not penyebut.angka or pertama.nol_depan or penyebut.nol_depan:
        return None
    if tanda == "/" and penyebut.angka in _TAHUN and (pertama.angka in _TAHUN or pertama.angka in _BULAN):
        return None
    if satuan.satuan == "%" or (
        tanda == ":" and pertama.angka in _TAHUN and penyebut.angka not in _TAHUN
    ):  # "2024: 80%"
        return None
    hasil = divide(pertama.angka, penyebut.angka)
    tepat = TEPAT.multiply(hasil, penyebut.angka) == pertama.angka
    return replace(
        satuan, angka=hasil, ragu=pertama.ragu or (Doubt.NONE if tepat else Doubt.FRACTION) or satuan.ragu
    )


def _rentang(pertama: Bilangan, sisa: str, tafsir: Interpretation) -> Bacaan | None:
    """ "80-90", "5 s.d. 7 hari", "80% – 90%", "3 ± 1%"; None when the words between are no range."""
    cocok = _RENTANG.fullmatch(sisa)
    if cocok is None:
        return None
    kedua, ekor = _bilangan(cocok["atas"], tafsir)
    satuan = _satuan(ekor)
    if kedua is None or satuan is None or pertama.nol_depan or kedua.nol_depan:
        return None
    di_antara = cocok["satuan"].strip()
    if di_antara and not _serasi(di_antara, cocok["pemisah"], satuan):
        return None
    satuan = satuan if satuan.satuan else replace(satuan, satuan=_baku_satuan(di_antara))
    bawah, atas, ragu = _ujung(pertama, kedua, cocok["pemisah"], satuan.satuan)
    if bawah > atas or not (muat_digit(bawah) and muat_digit(atas)):
        return None
    ragu = pertama.ragu or kedua.ragu or ragu or satuan.ragu
    return replace(satuan, keadaan=ValueState.RANGE, angka=bawah, angka_atas=atas, ragu=ragu)


def _ujung(pertama: Bilangan, kedua: Bilangan, pemisah: str, satuan: str) -> tuple[Decimal, Decimal, Doubt]:
    """Both ends of a range and its doubt."""
    a, b = pertama.angka, kedua.angka
    if "±" in pemisah:
        return TEPAT.subtract(a, b), TEPAT.add(a, b), Doubt.TOLERANCE
    tahun = a in _TAHUN and b in _TAHUN and not satuan
    return min(a, b), max(a, b), Doubt.YEARS if tahun else Doubt.NONE


def _serasi(pertama: str, pemisah: str, kedua: Bacaan) -> bool:
    """Whether "5 hari - 7 hari" is one range; "100 kasus COVID-19" is not."""
    if pertama == "%":
        return kedua.satuan in ("", "%")
    if kedua.satuan or pemisah == "-":
        return fold(_baku_satuan(pertama)) == fold(kedua.satuan)
    return _SATUAN_SAH.fullmatch(pertama) is not None


def _baku_satuan(satuan: str) -> str:
    return "%" if fold(satuan) in _PERSEN else satuan


def _satuan(sisa: str) -> Bacaan | None:
    """What follows a number, as a Bacaan without number: unit, grade, doubt; None when it is no unit."""
    sebelum, _, dalam = sisa.replace("[", "(").replace("]", ")").partition("(")
    catatan, _, sesudah = dalam.partition(")")
    satuan = _KUMULATIF.sub("", sebelum.strip())
    if not satuan and sesudah.strip():
        return _satuan(sesudah)
    if not satuan:
        if _baku_satuan(catatan) == "%":
            return Bacaan(ValueState.NUMBER, satuan="%")
        predikat = predikat_in(catatan.strip())
        return Bacaan(ValueState.PREDIKAT if predikat else ValueState.NUMBER, predikat=predikat)
    if predikat := predikat_in(satuan.removeprefix("/").strip()):  # "80,5 A", "80,5 / A"; "3A" is a code
        return Bacaan(ValueState.PREDIKAT, predikat=predikat) if sisa.startswith((" ", "/")) else None
    if len(satuan) > SATUAN_MAKS or not _SATUAN_SAH.fullmatch(satuan) or POLA_WAKTU.match(satuan):
        return None
    return _satuan_bersih(satuan)


def _satuan_bersih(satuan: str) -> Bacaan | None:
    """The unit without a number that strayed in; None when it joins a second value ("dan 2 laporan")."""
    pembanding = ""
    if ekor := _EKOR_BANDING.search(satuan):
        pembanding, satuan = "≥" if ekor[1] else "≤", satuan[: ekor.start()]
    for lepas in _LEPAS.finditer(satuan):
        depan = satuan[: lepas.start()].rstrip()
        if _PER.search(depan) or (depan.endswith("/") and _SEPULUH_PANGKAT.fullmatch(lepas[0])):
            continue
        if _MAJEMUK.search(depan):
            return None
        if depan.endswith("-"):  # "kasus COVID-19"
            return Bacaan(ValueState.NUMBER, satuan=satuan, pembanding=pembanding, ragu=Doubt.LEFTOVER)
        return Bacaan(
            ValueState.NUMBER, satuan=_baku_satuan(depan), pembanding=pembanding, ragu=Doubt.LEFTOVER
        )
    return Bacaan(ValueState.NUMBER, satuan=_baku_satuan(satuan), pembanding=pembanding)
