"""Forms of the calendar: dates of a quarter, a proposal for the year, locking, reopening, the leader's note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateformat import format as tulis_tanggal

from bakesbang.calculation.triwulan import Triwulan, label_of
from bakesbang.kinerja.models import JadwalTriwulan
from bakesbang.realisasi.kisi import Baris

BATAS_HARI, TUTUP_HARI, PALING_LAMA = 14, 30, 366
TAHUN_SESUDAH = 5  # a year typed wrongly is caught; old years may still be filled in


@dataclass(frozen=True)
class Tanggal:
    """The three dates of a quarter."""

    triwulan: int
    buka: date
    batas: date
    tutup: date

    @property
    def isi(self) -> tuple[int, date, date, date]:
        return self.triwulan, self.buka, self.batas, self.tutup


def usulan(tahun: int, triwulan: int, batas: int = BATAS_HARI, tutup: int = TUTUP_HARI) -> Tanggal:
    """Opens on the first day after the quarter; due and closed that many days later."""
    buka = Triwulan(triwulan).end(tahun) + timedelta(days=1)
    return Tanggal(triwulan, buka, buka + timedelta(days=batas), buka + timedelta(days=tutup))


def _hari(tanggal: date) -> str:
    return tulis_tanggal(tanggal, "j F Y")


def medan_tanggal(label: str, bantuan: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=bantuan,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Isi tanggalnya.",
            "invalid": "Tanggal ini tidak dikenal. Tulis seperti 15-04-2024.",
        },
    )


class FormulirJadwal(forms.Form):
    """The dates of one quarter. Impossible ones are refused beside their field; the database holds the order too."""

    buka = medan_tanggal("Dibuka", "Hari pertama isian dapat diketik.")
    batas = medan_tanggal(
        "Batas pengajuan", "Sesudah hari ini isian masih dapat diajukan, tetapi ditandai terlambat."
    )
    tutup = medan_tanggal(
        "Ditutup", "Sesudah hari ini isian tidak dapat diketik, kecuali yang dikembalikan untuk diperbaiki."
    )

    def __init__(self, *args: Any, tahun: int, triwulan: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tahun, self.triwulan = tahun, triwulan

    def clean_buka(self) -> date:
        buka: date = self.cleaned_data["buka"]
        awal = Triwulan(self.triwulan).start(self.tahun)
        if buka < awal:
            raise ValidationError(
                f"{_hari(buka)} mendahului {label_of(self.triwulan)} {self.tahun}, yang dimulai {_hari(awal)}. Belum ada yang dapat dilaporkan."
            )
        if buka.year > self.tahun + TAHUN_SESUDAH:
            raise ValidationError(f"{_hari(buka)} terlalu jauh dari tahun {self.tahun}. Periksa tahunnya.")
        return buka

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        buka, batas, tutup = (data.get(n) for n in ("buka", "batas", "tutup"))
        if buka and batas and batas < buka:
            self.add_error("batas", f"{_hari(batas)} mendahului tanggal dibuka, {_hari(buka)}.")
        if batas and tutup and tutup < batas:
            self.add_error("tutup", f"{_hari(tutup)} mendahului batas pengajuan, {_hari(batas)}.")
        if buka and tutup and (tutup - buka).days > PALING_LAMA:
            self.add_error("tutup", f"{_hari(tutup)} lebih dari setahun sesudah dibuka. Periksa tahunnya.")
        return data


def medan_lama(label: str, usul: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        initial=usul,
        min_value=0,
        max_value=PALING_LAMA,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Isi jumlah harinya.",
            "invalid": "Tulis jumlah hari dengan angka bulat, misalnya 14.",
            "min_value": "Jumlah hari tidak boleh negatif.",
            "max_value": f"Paling lama {PALING_LAMA} hari.",
        },
    )


class FormulirUsulan(forms.Form):
    """How long entry stays open, for every quarter that has no dates yet."""

    batas = medan_lama("Batas pengajuan, hari sesudah dibuka", BATAS_HARI)
    tutup = medan_lama("Ditutup, hari sesudah dibuka", TUTUP_HARI)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        batas, tutup = data.get("batas"), data.get("tutup")
        if batas is not None and tutup is not None and tutup < batas:
            self.add_error("tutup", f"{tutup} hari mendahului batas pengajuan, {batas} hari.")
        return data


def medan_teks(label: str, bantuan: str, galat: str, baris: int = 3, **lain: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=bantuan,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": baris}),
        error_messages={"required": galat, "max_length": "Paling panjang 2.000 huruf."},
        **lain,
    )


class FormulirKunci(forms.Form):
    """A reason is asked only while required rows are not approved."""

    alasan = medan_teks(
        "Alasan mengunci sebelum lengkap",
        "Dicetak di bawah laporan triwulan ini.",
        "Tulis alasannya. Tanpa alasan, triwulan yang belum lengkap tidak dapat dikunci.",
    )

    def __init__(self, *args: Any, kurang: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kurang:
            del self.fields["alasan"]


class FormulirBukaKembali(forms.Form):
    """Why, on what ground, and which rows go back to be corrected."""

    alasan = medan_teks("Alasan", "Tercatat di Riwayat dan pada kunci yang dibuka.", "Tulis alasan membuka kembali.")  # fmt: skip
    rujukan = forms.CharField(
        label="Surat rujukan",
        max_length=300,
        help_text="Nomor dan tanggal surat atau nota dinas yang menjadi dasarnya.",
        error_messages={
            "required": "Sebut surat atau dokumen yang menjadi dasarnya.",
            "max_length": "Paling panjang 300 huruf.",
        },
    )
    indikator = forms.MultipleChoiceField(
        label="Indikator yang dikembalikan",
        widget=forms.CheckboxSelectMultiple,
        help_text="Hanya yang dipilih di sini yang dapat diubah lagi. Yang lain tetap seperti disetujui.",
        error_messages={
            "required": "Pilih paling sedikit satu indikator yang akan diperbaiki.",
            "invalid_choice": "Ada pilihan yang bukan indikator triwulan ini. Pilih lagi dari daftar.",
        },
    )

    def __init__(self, *args: Any, baris: Sequence[Baris], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indikator"].choices = [  # type: ignore[attr-defined]
            (str(b.indikator.pk), f"{b.uraian} ({_unit(b)})") for b in baris
        ]

    def clean_indikator(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["indikator"]]


def _unit(b: Baris) -> str:
    return b.unit_utama.unit.sebutan if b.unit_utama else "unit belum ditentukan"


class FormulirCatatan(forms.Form):
    """Empty takes the note away."""

    catatan = medan_teks(
        "Catatan pimpinan",
        "Dicetak di bawah laporan triwulan ini, dan ikut dibekukan saat dikunci.",
        "",
        baris=6,
        required=False,
    )


def tanggal_tersimpan(jadwal: JadwalTriwulan | None, tahun: int, triwulan: int) -> dict[str, date]:
    """What the form of a quarter starts with: its dates, or the proposal."""
    isi = jadwal or usulan(tahun, triwulan)
    return {"buka": isi.buka, "batas": isi.batas, "tutup": isi.tutup}
