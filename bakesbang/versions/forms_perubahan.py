"""Beginning a Perubahan, and carrying a document into another year: both documents ask it the same
way."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bakesbang.versions.models import VersiDokumen

JAUH = 5  # years ahead that a copy may reach


class FormulirPerubahan(forms.Form):
    """``pilihan``: the quarters from which it may hold (versions.perubahan.pilihan_mulai)."""

    alasan = forms.CharField(
        label="Alasan perubahan",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=(
            "Dicatat di Riwayat dan ditulis pada daftar perbedaan. Contoh: P-APBD 2024 menambah "
            "anggaran bidang."
        ),
        error_messages={"required": "Tulis alasan perubahannya."},
    )
    mulai_triwulan = forms.TypedChoiceField(
        label="Berlaku mulai",
        coerce=int,
        help_text="Triwulan sesudah yang terakhir dikunci.",
        error_messages={
            "required": "Pilih triwulan mulai berlakunya.",
            "invalid_choice": "Triwulan itu sudah dikunci. Pilih triwulan sesudahnya.",
        },
    )

    def __init__(
        self,
        *args: Any,
        pilihan: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        starts: Any = self.fields["mulai_triwulan"]
        starts.choices = list(pilihan)

    def clean_alasan(self) -> str:
        return str(self.cleaned_data["alasan"]).strip()


class FormulirSalin(forms.Form):
    """``sudah``: years that have this document already."""

    tahun = forms.IntegerField(
        label="Tahun tujuan",
        error_messages={
            "required": "Tulis tahunnya.",
            "invalid": "Tulis tahun seperti 2025.",
        },
    )
    dengan_target = forms.BooleanField(
        label="Salin juga targetnya",
        required=False,
        initial=True,
        help_text="Tanpa ini sel target tahun baru kosong, dan diisi kembali di penyuntingan.",
    )

    def __init__(
        self,
        *args: Any,
        dari: int,
        dokumen: str,
        sudah: Sequence[int],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault(
            "initial",
            {"tahun": max([dari, *sudah]) + 1, "dengan_target": True},
        )
        super().__init__(*args, **kwargs)
        self.dari, self.dokumen, self.sudah = dari, dokumen, set(sudah)

    def clean_tahun(self) -> int:
        tahun = int(self.cleaned_data["tahun"])
        if not self.dari < tahun <= self.dari + JAUH:
            raise ValidationError(f"Tulis tahun antara {self.dari + 1} dan {self.dari + JAUH}.")
        if tahun in self.sudah:
            raise ValidationError(f"{self.dokumen} tahun {tahun} sudah ada. Pilih tahun lain.")
        return tahun


# ── what is asked, in words (templates/komponen/konfirmasi.html) ──
def akibat_perubahan(
    nama: str,
    berlaku: VersiDokumen,
    tahun: int,
    pilihan: Sequence[tuple[int, str]],
) -> dict[str, Any]:
    """What beginning a Perubahan means. Without a quarter left there is nothing to ask."""
    berikut = sebutan_berikut(berlaku)
    return {
        "judul": f"Buat Perubahan {nama}",
        "pertanyaan": f"Buat {berikut} dari {nama} {tahun} ({berlaku.sebutan})?",
        "pilihan": pilihan,
        "akibat": [
            (
                f"{berlaku.sebutan} disalin seluruhnya menjadi draf. Yang berlaku tidak berubah "
                "sampai draf itu ditetapkan."
            ),
            "Triwulan yang sudah dikunci, realisasi, dan laporannya tidak berubah.",
            "Draf dapat dibuang kapan saja sebelum ditetapkan.",
        ],
        "tombol": f"Buat {berikut}",
    }


def sebutan_berikut(berlaku: VersiDokumen) -> str:
    """ "Perubahan II" for the version after Perubahan I."""
    berikut = copy(berlaku)
    berikut.nomor = berlaku.nomor + 1
    return berikut.sebutan


def akibat_buang(nama: str, draf: VersiDokumen, tahun: int) -> dict[str, Any]:
    """What dropping a draf means."""
    tetap = (
        "Dokumen yang berlaku, realisasi, dan laporan tidak berubah."
        if draf.nomor
        else f"Tahun {tahun} tidak lagi mempunyai {nama}."
    )
    return {
        "judul": f"Buang draf {nama}",
        "pertanyaan": f"Buang draf {nama} {tahun} ({draf.sebutan})?",
        "akibat": [
            "Semua suntingan di draf ini hilang dan tidak dapat dikembalikan.",
            tetap,
            "Indikator yang juga dipakai dokumen lain tetap ada.",
            "Pembuangan tercatat di Riwayat atas nama Anda.",
        ],
        "tombol": f"Buang draf {draf.sebutan}",
        "bahaya": True,
    }


def akibat_salin(nama: str, sumber: VersiDokumen, tahun: int) -> dict[str, Any]:
    """What carrying a document into another year means."""
    return {
        "judul": f"Salin {nama} ke tahun lain",
        "pertanyaan": f"Salin {nama} {tahun} ({sumber.sebutan}) menjadi draf tahun lain?",
        "akibat": [
            ("Yang disalin: sasaran, indikator, formula, penanggung jawab, dan bila dipilih targetnya."),
            "Realisasi, bukti, nomor, tanggal, dan penanda tangan tidak ikut.",
            ("Setiap indikator terhubung ke indikator tahun asalnya, jadi tren dan “tahun lalu” tersambung."),
            "Indikator bersama disalin sekali, dokumen mana pun yang disalin lebih dahulu.",
        ],
        "tombol": f"Salin {nama}",
    }
