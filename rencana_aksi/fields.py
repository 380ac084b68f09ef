"""The fields of the Rencana Aksi: those of a sasaran, and what it calls the fields of an
indicator."""

from __future__ import annotations

from dataclasses import replace

from bakesbang.kinerja.fields import FIELDS, TEXT, by_name, column
from rencana_aksi.models import IndikatorSasaran, Sasaran

CETAK = "penanggung_jawab_cetak"
# What this document says of a field beside what every document says of it.
OWN_FIELDS = by_name(
    [
        replace(FIELDS["satuan"], help="Misalnya %, kegiatan, dokumen."),
        column(
            IndikatorSasaran,
            CETAK,
            kind=TEXT,
            help="Kosong berarti digabung dengan baris di atasnya.",
        ),
        replace(FIELDS["pengisi"], help="Yang pertama adalah unit utama."),
    ]
)
INDIKATOR_FIELDS = FIELDS | OWN_FIELDS
SASARAN_FIELDS = by_name(
    [
        replace(column(Sasaran, "uraian", kind=TEXT), label="Bunyi sasaran"),
        column(
            Sasaran,
            "kode_nomenklatur",
            help="Seperti 8.01, 8.01.04 atau 8.01.04.2.01.0001.",
        ),
        column(Sasaran, "tahun_nomenklatur"),
        column(Sasaran, "catatan", kind=TEXT),
    ]
)
