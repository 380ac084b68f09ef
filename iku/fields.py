"""The fields of the IKU: those of its header block and of a row, and what it calls the fields of an
indicator."""

from __future__ import annotations

from dataclasses import replace

from bakesbang.kinerja.fields import FIELDS, TEXT, YES, by_name, column
from iku.models import IndikatorKinerjaUtama, VersiIku

HEADER_FIELDS = by_name(
    [
        column(VersiIku, "visi", kind=TEXT),
        column(
            VersiIku,
            "misi_nomor",
            help="Seperti pada RPJMD, misalnya V.",
        ),
        column(VersiIku, "misi", kind=TEXT),
        column(VersiIku, "nama_skpd"),
        column(VersiIku, "tugas_pokok", kind=TEXT),
        column(
            VersiIku,
            "fungsi",
            kind=TEXT,
            help="Satu fungsi satu baris.",
        ),
    ]
)
ROW_FIELDS = by_name(
    [
        column(IndikatorKinerjaUtama, "sasaran", kind=TEXT),
        column(IndikatorKinerjaUtama, "alasan", kind=TEXT),
        column(
            IndikatorKinerjaUtama,
            "penanggung_jawab_cetak",
            kind=TEXT,
            help="Kosong berarti nama unit dari jabatan di atas.",
        ),
    ]
)
# What this document says of a field beside what every document says of it.
OWN_WORDS = by_name(
    [
        replace(FIELDS["uraian"], label="Indikator kinerja utama"),
        replace(FIELDS["satuan"], help="Misalnya %, indeks, dokumen."),
        replace(FIELDS["tahunan"], label="Target tahunan"),
        replace(
            FIELDS["bertriwulan"],
            label="Target triwulan",
            choices=(
                ("", "Hanya target tahunan"),
                (YES, "Dengan target tiap triwulan"),
            ),
        ),
        replace(
            FIELDS["pengisi"],
            help=(
                "Yang tercentang paling atas menjadi unit utama. Kosong berarti diusulkan saat ditetapkan."
            ),
        ),
    ]
)
ALL_FIELDS = FIELDS | OWN_WORDS | HEADER_FIELDS | ROW_FIELDS
