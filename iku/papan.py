"""What the IKU editor shows: the header block and a row per IKU, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from bakesbang.calculation.agregasi import Sel, periksa_tahunan
from bakesbang.calculation.quality import mengulang, target_nol, target_teks
from bakesbang.calculation.values.value import Tafsir
from bakesbang.kinerja.kolom import KolomNilai
from bakesbang.kinerja.lembar import kalimat_lalu
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Pemakaian
from bakesbang.kinerja.pengukuran import Pengukur
from bakesbang.kinerja.pilihan import StatusKetetapan
from bakesbang.organisasi.models import Pengguna
from bakesbang.versions import undo
from bakesbang.versions.editing import YA, isi_kini
from iku.models import IndikatorKinerjaUtama, VersiIku
from iku.suntingan import DOKUMEN, baris_kini


@dataclass(frozen=True)
class Tanya:
    """A target that can be read in two ways: the question and its answers (tafsir, words)."""

    medan: str
    gema: str
    pilihan: tuple[tuple[Tafsir, str], ...]


@dataclass(frozen=True)
class BarisPapan:
    """One IKU of the editor. ``k`` is what would be edited: the indicator's draf when there is one. ``isi`` holds
    every field as the text that a form would hold."""

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
        target: list[tuple[str, KolomNilai]] = [("tahunan", t) for t in [self.k.target_tahun()] if t]
        target += [(f"tw{t.triwulan}", t) for t in self.k.target_triwulan.all()]
        return [Tanya(nama, t.nilai.gema, t.nilai.pilihan) for nama, t in target if t.ragu]

    @property
    def periksa(self) -> list[str]:
        """What is unusual, in sentences; never a reason to refuse (domain guide §8)."""
        return periksa_baris(self.k, self.baris.sasaran)


def periksa_baris(k: KetetapanIndikator, sasaran: str) -> list[str]:
    sel = tuple(Sel.buat(t.triwulan, t.nilai, jenis=t.jenis) for t in k.target_triwulan.all())
    tahunan = t.nilai if (t := k.target_tahun()) else None
    hal = list(periksa_tahunan(sel, k.agregasi, tahunan))
    hal += [
        kalimat for kalimat in [target_nol(k.polaritas, tahunan, sel), target_teks(tahunan, sel)] if kalimat
    ]
    syarat = (
        (mengulang(k.uraian, [sasaran]), "Indikator hanya mengulang sasarannya. Sebut apa yang diukur."),
        (tahunan is None, "Target tahunan belum ditetapkan, jadi capaiannya tidak dinilai."),
        (not k.agregasi, "Cara menggabung triwulan belum dipilih, jadi tahunnya tidak dinilai."),
        (not k.penanggung_jawab.all(), "Belum ada jabatan penanggung jawab."),
        (not k.rumus, "Belum ada formula, jadi nilainya diisi langsung."),
    )
    return hal + [kalimat for kena, kalimat in syarat if kena]


def papan(versi: VersiIku, pk: int | None = None) -> list[BarisPapan]:
    """The rows of the draf, or only the one asked for."""
    lengkap = KetetapanIndikator.objects.lengkap().prefetch_related("indikator__baris_pengisi__unit")
    baris = list(versi.indikator.order_by("urutan", "pk").prefetch_related(Prefetch("ketetapan", lengkap)))
    bernomor = [(n, b) for n, b in enumerate(baris, start=1) if pk is None or b.pk == pk]
    indikator = [b.ketetapan.indikator for _, b in bernomor]
    draf = {k.indikator_id: k for k in lengkap.filter(indikator__in=indikator, status=StatusKetetapan.DRAF)}
    bersama, lalu = _bersama(indikator), _lalu(versi, indikator)
    hasil = []
    for nomor, b in bernomor:
        i = b.ketetapan.indikator_id
        k = draf.get(i, b.ketetapan)
        isi = isi_kini(k, pengisi=[p.unit_id for p in k.indikator.baris_pengisi.all()]) | baris_kini(b)
        hasil.append(BarisPapan(nomor, b, k, isi, bersama.get(i, ""), lalu.get(i, "")))
    return hasil


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
    pengukur = Pengukur.muat(daftar.instansi, daftar.tahun - 1, list(asal), hanya_disetujui=True)
    return {asal[pk]: kalimat_lalu(pengukur, i) for pk, i in pengukur.indikator.items() if pk in asal}


def langkah_kini(versi: VersiIku, oleh: Pengguna) -> dict[str, str]:
    """What undo and redo would do, in words; "" when there is nothing."""
    urung = undo.terakhir(dokumen=DOKUMEN, versi_id=versi.pk, oleh=oleh)
    ulang = undo.terakhir(dokumen=DOKUMEN, versi_id=versi.pk, oleh=oleh, dibatalkan=True)
    return {"urung": urung.kata if urung else "", "ulang": ulang.kata if ulang else ""}


def calon_bersama(versi: VersiIku) -> list[tuple[int, str]]:
    """Indicators of the same year that the draf does not hold yet: (id, words)."""
    daftar = versi.daftar
    semua = KetetapanIndikator.objects.filter(
        indikator__instansi=daftar.instansi, indikator__tahun=daftar.tahun
    ).exclude(indikator__in=versi.indikator.values("ketetapan__indikator"))
    nama = dict(semua.order_by("nomor").values_list("indikator_id", "uraian"))
    return sorted(nama.items(), key=lambda b: b[1].casefold())
