"""Passwords that people here choose first, and guessers try first."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

COMMON_WORDS = frozenset(
    [
        "admin",
        "administrator",
        "akses",
        "aku",
        "aman",
        "anak",
        "anggaran",
        "asn",
        "assalamualaikum",
        "badan",
        "bagian",
        "bakesbang",
        "bakesbangpol",
        "bandung",
        "bangsa",
        "bapak",
        "bayi",
        "bidang",
        "bismillah",
        "bulan",
        "bunda",
        "cantik",
        "cinta",
        "coba",
        "daerah",
        "damai",
        "dan",
        "data",
        "dinas",
        "dinkes",
        "doraemon",
        "dunia",
        "ganteng",
        "garuda",
        "guru",
        "hallo",
        "halo",
        "hebat",
        "hidup",
        "ibu",
        "iku",
        "indah",
        "indonesia",
        "internet",
        "jakarta",
        "jaya",
        "jawa",
        "jaringan",
        "kabid",
        "kabupaten",
        "kamu",
        "kantor",
        "karyawan",
        "kasih",
        "kata",
        "keluarga",
        "kepala",
        "kerja",
        "kesbang",
        "kesbangpol",
        "kinerja",
        "komputer",
        "kota",
        "kunci",
        "langit",
        "lupa",
        "mahasiswa",
        "malang",
        "mama",
        "masuk",
        "matahari",
        "melati",
        "merah",
        "merdeka",
        "mojokerto",
        "monyet",
        "mutiara",
        "negara",
        "nusantara",
        "operator",
        "opd",
        "pagi",
        "pancasila",
        "papa",
        "password",
        "pegawai",
        "pemda",
        "pemerintah",
        "pemkab",
        "pemkot",
        "pemuda",
        "pengguna",
        "persib",
        "persija",
        "politik",
        "polisi",
        "provinsi",
        "putih",
        "putra",
        "putri",
        "qwerty",
        "rahasia",
        "rencana",
        "renaksi",
        "rumah",
        "sandi",
        "saya",
        "sayang",
        "sayangku",
        "sehat",
        "sekolah",
        "selamat",
        "semangat",
        "semarang",
        "sekretaris",
        "sistem",
        "sukses",
        "surabaya",
        "tahun",
        "tanah",
        "target",
        "terima",
        "terserah",
        "tni",
        "triwulan",
        "uang",
        "walikota",
        "wali",
        "welcome",
        "yogyakarta",
    ]
)
LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
MESSAGE = "Kata sandi ini tersusun dari kata yang mudah ditebak. Pakai tiga kata yang tidak berhubungan."


class IndonesianCommonPasswordValidator:
    """Refuses a password that is only common words, with or without digits and signs around
    them."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError."""
        plain = password.lower()
        without_signs = plain.strip("!@#$%^&*()-_=+.,?~ ")
        without_digits = without_signs.strip("0123456789")
        disguised = {text.translate(LOOKALIKES) for text in (plain, without_signs, without_digits)}
        readings = {re.sub(r"[^a-z]", "", text) for text in {plain, *disguised}}
        if any(is_common(reading) for reading in readings):
            raise ValidationError(MESSAGE, code="kata_umum")

    def get_help_text(self) -> str:
        return "Jangan hanya kata umum seperti rahasia, indonesia, atau nama kantor."


def is_common(letters: str) -> bool:
    """Whether the letters are one or two common words, one after the other, or hardly any letters
    at all."""
    if len(letters) < 3:
        return True
    if letters in COMMON_WORDS or re.fullmatch(r"(.{1,4})\1+", letters):
        return True
    return any(
        letters[:n] in COMMON_WORDS and letters[n:] in COMMON_WORDS for n in range(2, len(letters) - 1)
    )
