"""What the IKU editor shows: the header block and a row per IKU, read in a constant number of
queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from bakesbang.calculation.agregasi import QuarterCell, check_annual
from bakesbang.calculation.quality import (
    repeats,
    text_target,
    zero_target,
)
from bakesbang.calculation.values.value import Interpretation
from bakesbang.kinerja.kolom import KolomNilai
from bakesbang.kinerja.lembar import kalimat_lalu
from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    Pemakaian,
)
from bakesbang.kinerja.pengukuran import Pengukur
from bakesbang.kinerja.pilihan import StatusKetetapan
from bakesbang.versions.editing import YA, isi_kini
from iku.models import IndikatorKinerjaUtama, VersiIku
from iku.suntingan import DOKUMEN, baris_kini


@dataclass(frozen=True)
class Tanya:
    """A target that can be read in two ways: the question and its answers (tafsir, words)."""

    medan: str
    gema: str
    pilihan: tuple[tuple[Interpretation, str], ...]


@dataclass(frozen=True)
class BarisPapan:
    """One IKU of the editor. ``k`` is what would be edited: the indicator's draf when there is one.
    ``isi`` holds every field as the text that a form would hold."""

    nomor: int
    baris: IndikatorKinerjaUtama
    k: KetetapanIndikator
    isi: dict[str, str]
    bersama: str
    lalu: str

    @property
    def pk(self) -> int:
        return self.baris.pk

    @property
    def menyusul(self) -> bool:
        """Another document began a draf that this row does not use yet."""
        return self.k.pk != self.baris.ketetapan_id

    @property
    def bertriwulan(self) -> bool:
        return self.isi["bertriwulan"] == YA

    @property
    def tanya(self) -> list[Tanya]:
        targets: dict[str, KolomNilai] = {}
        annual = self.k.target_tahun()
        if annual is not None:
            targets["tahunan"] = annual
        for target in self.k.target_triwulan.all():
            targets[f"tw{target.triwulan}"] = target
        return [
            Tanya(name, target.nilai.echo, target.nilai.choices)
            for name, target in targets.items()
            if target.ragu
        ]

    @property
    def periksa(self) -> list[str]:
        """What is unusual, in sentences; never a reason to refuse (domain guide §8)."""
        return periksa_baris(self.k, self.baris.sasaran)


def periksa_baris(k: KetetapanIndikator, sasaran: str) -> list[str]:
    """What is unusual in one IKU, in sentences."""
    cells = tuple(
        QuarterCell.create(target.triwulan, target.nilai, kind=target.jenis)
        for target in k.target_triwulan.all()
    )
    target = k.target_tahun()
    annual = target.nilai if target else None
    found = list(check_annual(cells, k.agregasi, annual))
    found.append(zero_target(k.polaritas, annual, cells))
    found.append(text_target(annual, cells))
    if repeats(k.uraian, [sasaran]):
        found.append("Indikator hanya mengulang sasarannya. Sebut apa yang diukur.")
    if annual is None:
        found.append("Target tahunan belum ditetapkan, jadi capaiannya tidak dinilai.")
    if not k.agregasi:
        found.append("Cara menggabung triwulan belum dipilih, jadi tahunnya tidak dinilai.")
    if not k.penanggung_jawab.all():
        found.append("Belum ada jabatan penanggung jawab.")
    if not k.rumus:
        found.append("Belum ada formula, jadi nilainya diisi langsung.")
    return [sentence for sentence in found if sentence]


def papan(versi: VersiIku, pk: int | None = None) -> list[BarisPapan]:
    """The rows of the draf, or only the one asked for."""
    complete = KetetapanIndikator.objects.lengkap()
    complete = complete.prefetch_related("indikator__baris_pengisi__unit")
    of_version = versi.indikator.order_by("urutan", "pk")
    rows = of_version.prefetch_related(Prefetch("ketetapan", complete))
    numbered = [(n, b) for n, b in enumerate(rows, start=1) if pk is None or b.pk == pk]
    indikator = [b.ketetapan.indikator for _, b in numbered]
    drafts = complete.filter(indikator__in=indikator, status=StatusKetetapan.DRAF)
    draft_of = {k.indikator_id: k for k in drafts}
    bersama = _bersama(indikator)
    lalu = _lalu(versi, indikator)
    board = []
    for nomor, b in numbered:
        i = b.ketetapan.indikator_id
        k = draft_of.get(i, b.ketetapan)
        board.append(
            BarisPapan(
                nomor=nomor,
                baris=b,
                k=k,
                isi=_texts(b, k),
                bersama=bersama.get(i, ""),
                lalu=lalu.get(i, ""),
            )
        )
    return board


def _texts(b: IndikatorKinerjaUtama, k: KetetapanIndikator) -> dict[str, str]:
    units = [p.unit_id for p in k.indikator.baris_pengisi.all()]
    return isi_kini(k, pengisi=units) | baris_kini(b)


def _bersama(indikator: Iterable[Indikator]) -> dict[int, str]:
    """Indicators that the other document uses too, by its name."""
    lain = Pemakaian.objects.filter(indikator__in=indikator, sampai_triwulan=None).exclude(dokumen=DOKUMEN)
    return {p.indikator_id: p.get_dokumen_display() for p in lain}


def _lalu(versi: VersiIku, indikator: Iterable[Indikator]) -> dict[int, str]:
    """indikator id → last year's target and realization in words, through ``asal``."""
    asal = {i.asal_id: i.pk for i in indikator if i.asal_id}
    if not asal:
        return {}
    daftar = versi.daftar
    pengukur = Pengukur.muat(
        daftar.instansi,
        daftar.tahun - 1,
        list(asal),
        hanya_disetujui=True,
    )
    return {asal[pk]: kalimat_lalu(pengukur, i) for pk, i in pengukur.indikator.items() if pk in asal}


def calon_bersama(versi: VersiIku) -> list[tuple[int, str]]:
    """Indicators of the same year that the draf does not hold yet: (id, words)."""
    daftar = versi.daftar
    semua = KetetapanIndikator.objects.filter(
        indikator__instansi=daftar.instansi,
        indikator__tahun=daftar.tahun,
    ).exclude(indikator__in=versi.indikator.values("ketetapan__indikator"))
    nama = dict(semua.order_by("nomor").values_list("indikator_id", "uraian"))
    return sorted(nama.items(), key=lambda b: b[1].casefold())
