"""The fields of the IKU editor: what each is called, how it is typed, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from bakesbang.kinerja.fields import BOXES, CHOICE, Field
from bakesbang.organisasi.models import Instansi, Jabatan, UnitKerja
from bakesbang.ui.templatetags.kinerja import tw
from bakesbang.versions.field_saving import DERET, Bentrok
from iku.fields import ALL_FIELDS, HEADER_FIELDS
from iku.papan import BarisPapan

TW = ("tw1.teks", "tw2.teks", "tw3.teks", "tw4.teks")
UKUR = ("satuan", "polaritas", "agregasi", "frekuensi")
BARIS = (
    "sasaran",
    "uraian",
    *UKUR,
    "tahunan",
    "bertriwulan",
    *TW,
    "sumber_data",
    "alasan",
    "penanggung_jawab",
    "penanggung_jawab_cetak",
    "pengisi",
)
LABEL = {name: ALL_FIELDS[name].label for name in (*HEADER_FIELDS, *BARIS)}


@dataclass(frozen=True)
class Ket:
    """What became of a field that was sent: ``nada`` ok | bad | bentrok."""

    nada: str
    kata: str = ""
    bentrok: Bentrok | None = None


@dataclass(frozen=True)
class Isian:
    """One field of row ``pk`` (0: the header block). ``dimuat`` is what this browser started
    from."""

    pk: int
    medan: str
    nilai: str
    dimuat: str
    pilihan: tuple[tuple[str, str, bool], ...] = ()  # of a field in several boxes
    usulan: bool = False
    ket: Ket | None = None
    tampak: bool = False  # the boxes stand in the page; else they come when they are opened

    @property
    def id(self) -> str:
        return f"{self.pk}-{self.medan.replace('.', '-')}"

    @property
    def field(self) -> Field:
        return ALL_FIELDS[self.medan]

    @property
    def label(self) -> str:
        return self.field.label

    @property
    def bantuan(self) -> str:
        return self.field.help

    @property
    def jenis(self) -> str:
        """baris | teks | pilih | centang"""
        return self.field.kind

    @property
    def label_tw(self) -> SafeString:
        return _LABEL_TW[self.medan]

    @property
    def opsi(self) -> SafeString:
        return _opsi(self.medan, self.nilai)

    @property
    def ringkas(self) -> str:
        """What is ticked, in a line."""
        nama = [t for _, t, dipilih in self.pilihan if dipilih]
        return f"{len(nama)} dipilih: {'; '.join(nama)}" if nama else "Belum dipilih"

    @property
    def kata_bentrok(self) -> str:
        """What stands there now, in the words of the choices where there are any."""
        if self.ket is None or self.ket.bentrok is None:
            return ""
        nilai = self.ket.bentrok.nilai
        if self.field.kind == BOXES:
            ticked = nilai.split(",")
            nilai = "; ".join(words for value, words, _ in self.pilihan if value in ticked)
        elif self.field.kind == CHOICE:
            nilai = self.field.words.get(nilai, "")
        return nilai or "kosong"

    def diketik(self, teks: str, dimuat: str, ket: Ket) -> Isian:
        """The field as this browser typed it, with what became of it."""
        pilihan = self.pilihan
        if self.medan in DERET:
            pilihan = tuple((v, t, v in teks.split(",")) for v, t, _ in pilihan)
        return replace(
            self,
            nilai=teks,
            dimuat=dimuat,
            ket=ket,
            pilihan=pilihan,
            tampak=True,
        )


_LABEL_TW = {medan: tw(label) for medan, label in LABEL.items()}


@lru_cache(maxsize=256)
def _opsi(medan: str, nilai: str) -> SafeString:
    """The choices of a list, drawn once for every value that stands in one."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((v, " selected" if v == nilai else "", t) for v, t in ALL_FIELDS[medan].choices),
    )


@dataclass(frozen=True)
class Kantor:
    """Offices and units of the agency, as choices."""

    jabatan: Sequence[Jabatan] = field(default_factory=list)
    unit: Sequence[UnitKerja] = field(default_factory=list)

    @classmethod
    def muat(cls, instansi: Instansi) -> Kantor:
        jabatan = Jabatan.objects.filter(unit__instansi=instansi).select_related("unit")
        return cls(
            list(jabatan),
            list(UnitKerja.objects.filter(instansi=instansi)),
        )

    def pilihan(self, medan: str, nilai: str) -> tuple[tuple[str, str, bool], ...]:
        dipilih = [t for t in nilai.split(",") if t]
        semua: list[Jabatan | UnitKerja] = [*(self.jabatan if medan == "penanggung_jawab" else self.unit)]
        if medan == "pengisi":  # the utama one stands first
            semua.sort(key=lambda u: dipilih.index(str(u.pk)) if str(u.pk) in dipilih else len(dipilih))
        return tuple(
            (str(b.pk), b.sebutan, str(b.pk) in dipilih) for b in semua if b.aktif or str(b.pk) in dipilih
        )


def isian_kepala(kini: Mapping[str, str]) -> dict[str, Isian]:
    return {medan: Isian(0, medan, kini[medan], kini[medan]) for medan in HEADER_FIELDS}


def isian_baris(b: BarisPapan, kantor: Kantor) -> dict[str, Isian]:
    """Field name (dots as underscores, for templates) → field."""
    return {medan.replace(".", "_"): _isian(b, medan, kantor) for medan in BARIS}


def _isian(b: BarisPapan, medan: str, kantor: Kantor) -> Isian:
    nilai = b.isi[medan]
    pilihan = kantor.pilihan(medan, nilai) if medan in DERET else ()
    return Isian(b.pk, medan, nilai, nilai, pilihan, usulan=medan in b.k.usulan)
