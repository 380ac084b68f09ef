"""The details of one row of the editor as form fields: beside the tree, or as a page that saves by
a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bakesbang.calculation.values.value import display_full
from bakesbang.kinerja.fields import CHOICE, QUARTER_FIELDS, Field
from bakesbang.kinerja.lembar import kalimat_lalu
from bakesbang.kinerja.models import KetetapanIndikator, TargetTahunan, TargetTriwulan
from bakesbang.kinerja.pengukuran import Pengukur
from bakesbang.kinerja.pilihan import Polaritas
from bakesbang.organisasi.models import Jabatan, UnitKerja
from bakesbang.versions.editing import isi_kini
from rencana_aksi import tindakan
from rencana_aksi.fields import CETAK, INDIKATOR_FIELDS, SASARAN_FIELDS
from rencana_aksi.models import IndikatorSasaran, Sasaran
from rencana_aksi.papan import ROMAWI
from rencana_aksi.suntingan import sasaran_fields

SEBUTAN_USULAN = {
    "polaritas": "polaritas",
    "agregasi": "cara menggabung triwulan",
    "satuan": "satuan",
    "tahapan": "jenis target triwulan",
}
IN_FORCE = (
    "Indikator ini sudah ditetapkan. Perubahan pertama membuat draf baru; yang berlaku tetap seperti semula."
)


@dataclass(frozen=True)
class Isian:
    """One field: ``jenis`` baris | teks | pilih | centang; ``pilihan`` (value, label, chosen)."""

    medan: str
    label: str
    jenis: str
    nilai: str
    pilihan: tuple[tuple[str, str, bool], ...] = ()
    bantuan: str = ""

    @property
    def id(self) -> str:
        return self.medan.replace(".", "-")


@dataclass(frozen=True)
class RincianIndikator:
    butir: IndikatorSasaran
    atas: tuple[Isian, ...]
    triwulan: tuple[tuple[str, tuple[Isian, ...]], ...]
    cara: tuple[Isian, ...]
    usulan: tuple[str, ...]
    lalu: str
    usul_pengisi: str
    dimulai: str


def isian(field: Field, nilai: str, *, medan: str = "") -> Isian:
    """The field with what it holds; ``medan``: its name on the page, when it is not its own."""
    choices = tuple((value, words, value == nilai) for value, words in field.choices)
    return Isian(
        medan or field.name,
        field.label,
        field.kind,
        nilai,
        choices,
        field.help,
    )


def rincian_sasaran(sasaran: Sasaran) -> tuple[Isian, ...]:
    current = sasaran_fields(sasaran)
    return tuple(isian(field, current[name]) for name, field in SASARAN_FIELDS.items())


def rincian_indikator(butir: IndikatorSasaran) -> RincianIndikator:
    """Fields in the order in which a planner decides them."""
    k = KetetapanIndikator.objects.lengkap().get(pk=butir.ketetapan_id)
    kini = isi_kini(k) | {CETAK: butir.penanggung_jawab_cetak}
    top = (
        *_fields(kini, "uraian", "tahunan"),
        *_tafsir(k.target_tahun(), "tahunan.tafsir"),
        *_fields(kini, CETAK),
        _jabatan(k, kini),
        _pengisi(k, kini),
    )
    return RincianIndikator(
        butir=butir,
        atas=top,
        triwulan=tuple((ROMAWI[n], _triwulan(k, kini, n)) for n in (1, 2, 3, 4)),
        cara=_fields(kini, *_measuring(k)),
        usulan=tuple(SEBUTAN_USULAN.get(u, u) for u in sorted(k.usulan)),
        lalu=_lalu(k),
        usul_pengisi=_usul_pengisi(butir),
        dimulai="" if k.draf else IN_FORCE,
    )


def _measuring(k: KetetapanIndikator) -> tuple[str, ...]:
    minimal = ("aturan_minimal",) if k.polaritas == Polaritas.MINIMAL else ()
    return (
        "satuan",
        "polaritas",
        *minimal,
        "agregasi",
        "frekuensi",
        "bertriwulan",
        "desimal",
        "definisi_operasional",
        "sumber_data",
    )


def _fields(kini: dict[str, str], *names: str) -> tuple[Isian, ...]:
    return tuple(isian(INDIKATOR_FIELDS[name], kini[name]) for name in names)


def _triwulan(k: KetetapanIndikator, kini: dict[str, str], n: int) -> tuple[Isian, ...]:
    def part(name: str) -> Isian:
        medan = f"tw{n}.{name}"
        return isian(QUARTER_FIELDS[name], kini[medan], medan=medan)

    reading = _tafsir(k.target_tw(n), f"tw{n}.tafsir")
    return part("teks"), *reading, part("penjelasan"), part("jenis")


def _tafsir(target: TargetTahunan | TargetTriwulan | None, medan: str) -> tuple[Isian, ...]:
    """The question of an ambiguous number ("1.500"), once it is typed, and its answer."""
    if target is None or not (target.ragu or target.tafsir):
        return ()
    if target.ragu:
        answers = [(str(reading.value), words) for reading, words in target.nilai.choices]
    else:
        answers = [(target.tafsir, f"Dijawab: {display_full(target.nilai)}")]
    choices = (("", "Belum dijawab"), *answers)
    question = Field(medan, f"{target.teks} dibaca sebagai", CHOICE, choices=choices)
    return (isian(question, target.tafsir),)


def _jabatan(k: KetetapanIndikator, kini: dict[str, str]) -> Isian:
    """Offices that no longer exist stay while they are ticked."""
    ticked = set(kini["penanggung_jawab"].split(","))
    offices = Jabatan.objects.filter(unit__instansi=k.indikator.instansi_id)
    boxes = []
    for j in offices.select_related("unit").order_by("pk"):
        pk = str(j.pk)
        if j.aktif or pk in ticked:
            boxes.append((pk, j.sebutan, pk in ticked))
    return _boxes("penanggung_jawab", kini, boxes)


def _pengisi(k: KetetapanIndikator, kini: dict[str, str]) -> Isian:
    """Those that fill it in come first, in their order."""
    ticked = [pk for pk in kini["pengisi"].split(",") if pk]
    units = UnitKerja.objects.filter(instansi=k.indikator.instansi_id).order_by("urutan", "pk")
    by_pk = {str(u.pk): u for u in units}
    others = [pk for pk, u in by_pk.items() if u.aktif and pk not in ticked]
    boxes = [(pk, by_pk[pk].sebutan, pk in ticked) for pk in (*ticked, *others)]
    return _boxes("pengisi", kini, boxes)


def _boxes(
    name: str,
    kini: dict[str, str],
    boxes: Sequence[tuple[str, str, bool]],
) -> Isian:
    return replace(isian(INDIKATOR_FIELDS[name], kini[name]), pilihan=tuple(boxes))


def _usul_pengisi(butir: IndikatorSasaran) -> str:
    """Who would fill it in if nobody chooses: the words of tetapkan's own proposal."""
    if butir.ketetapan.indikator.baris_pengisi.exists():
        return ""
    versi = butir.sasaran.versi
    semua = list(
        IndikatorSasaran.objects.filter(sasaran__versi=versi)
        .select_related("sasaran", "ketetapan__indikator")
        .prefetch_related("ketetapan__penanggung_jawab__unit")
    )
    usul = tindakan.usulan_pengisi(versi, semua).get(butir.ketetapan.indikator_id, [])
    return ", ".join(u.sebutan for u in usul)


def _lalu(k: KetetapanIndikator) -> str:
    asal = k.indikator.asal
    if asal is None:
        return ""
    pengukur = Pengukur.muat(asal.instansi, asal.tahun, [asal.pk], hanya_disetujui=True)
    return kalimat_lalu(pengukur, pengukur.indikator[asal.pk])
