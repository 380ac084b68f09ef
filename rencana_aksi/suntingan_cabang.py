"""Whole branches of a draf: copying and removing a row with everything under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.versions.detach import bersihkan, realisasi_terisi
from bakesbang.versions.drafts import number, place_behind, shorten
from bakesbang.versions.undo import isi_indikator
from rencana_aksi.models import (
    IndikatorSasaran,
    Sasaran,
    VersiRencanaAksi,
)
from rencana_aksi.suntingan import (
    DOKUMEN,
    Draf,
    keturunan,
    rows_of,
    saudara,
)


# ── copying ──
def salin_sasaran(draf: Draf, *, sasaran: int) -> Sasaran:
    """The sasaran with everything under it once more, behind itself. Its indicators are new ones
    with the same targets: two rows that must be filled in apart."""
    asli = draf.sasaran(sasaran)
    copies: dict[int, Sasaran] = {}
    for s in keturunan(draf, asli).values():
        parent = s.induk if s.pk == asli.pk else copies[s.induk_id or 0]
        copies[s.pk] = _copy_sasaran(s, parent)
        for b in s.indikator.select_related("ketetapan__indikator").order_by("urutan", "pk"):
            _salin_butir(draf, b, copies[s.pk])
    baru = copies[asli.pk]
    place_behind(saudara(draf, asli.induk_id), baru, asli.pk)
    draf.kata = f"menyalin “{shorten(asli.uraian)}”"
    return baru


def _copy_sasaran(s: Sasaran, parent: Sasaran | None) -> Sasaran:
    return Sasaran.objects.create(
        versi_id=s.versi_id,
        induk=parent,
        jenjang=s.jenjang,
        urutan=s.urutan,
        uraian=s.uraian,
        kode_nomenklatur=s.kode_nomenklatur,
        tahun_nomenklatur=s.tahun_nomenklatur,
        catatan=s.catatan,
    )


def salin_indikator(draf: Draf, *, butir: int) -> IndikatorSasaran:
    """A new indicator with the same targets, behind this one."""
    asli = draf.butir(butir)
    baru = _salin_butir(draf, asli, asli.sasaran)
    place_behind(rows_of(asli.sasaran), baru, asli.pk)
    draf.kata = f"menyalin indikator “{shorten(str(asli))}”"
    return baru


def _salin_butir(draf: Draf, asli: IndikatorSasaran, sasaran: Sasaran) -> IndikatorSasaran:
    return IndikatorSasaran.objects.create(
        sasaran=sasaran,
        ketetapan=draf.copy_indikator(asli.ketetapan),
        urutan=asli.urutan,
        penanggung_jawab_cetak=asli.penanggung_jawab_cetak,
    )


# ── removing ──
def hapus_sasaran(draf: Draf, *, sasaran: int) -> None:
    """Removes a sasaran with everything under it. Raises AlurSalah when realizations hang on it."""
    baris = draf.sasaran(sasaran)
    bawah = keturunan(draf, baris)
    butir = rows_under(bawah)
    _siapkan_hapus(draf, butir)
    left = [s for s in saudara(draf, baris.induk_id) if s.pk != baris.pk]
    draf.log_removal(baris, {"sasaran": len(bawah), "indikator": len(butir)})
    for b in butir:
        b.delete()
    for s in reversed(list(bawah.values())):
        s.delete()
    bersihkan(b.ketetapan_id for b in butir)
    number(left)
    draf.kata = f"menghapus “{shorten(baris.uraian)}”"


def hapus_indikator(draf: Draf, *, butir: int) -> None:
    """Takes an indicator off its sasaran, and away altogether when nothing else uses it."""
    baris = draf.butir(butir)
    _siapkan_hapus(draf, [baris])
    left = [b for b in rows_of(baris.sasaran) if b.pk != baris.pk]
    nama = str(baris)
    draf.log_removal(baris, {"sasaran": 0, "indikator": 1})
    baris.delete()
    bersihkan([baris.ketetapan_id])
    number(left)
    draf.kata = f"menghapus indikator “{shorten(nama)}”"


def rows_under(sasaran: Iterable[int]) -> list[IndikatorSasaran]:
    """The indicators of these sasaran, by id, with what is laid down about them."""
    rows = IndikatorSasaran.objects.filter(sasaran__in=sasaran)
    return list(rows.select_related("ketetapan__indikator"))


def halangan_hapus(versi: VersiRencanaAksi, butir: Sequence[IndikatorSasaran]) -> list[str]:
    """Why these rows may not go, one sentence per indicator, with what to do instead. An indicator
    that stands elsewhere in the draf, or is in use by the other document, stays there with its
    realizations."""
    by_indikator = {b.ketetapan.indikator_id: b for b in butir}
    others = IndikatorSasaran.objects.filter(sasaran__versi=versi)
    others = others.exclude(pk__in=[b.pk for b in butir]).filter(ketetapan__indikator__in=by_indikator)
    stays = set(others.values_list("ketetapan__indikator_id", flat=True))
    terisi = realisasi_terisi(
        by_indikator.keys() - stays,
        dokumen=DOKUMEN,
        mulai_triwulan=versi.mulai_triwulan,
    )
    return [_blocked(by_indikator[pk], triwulan) for pk, triwulan in terisi.items()]


def _blocked(butir: IndikatorSasaran, triwulan: Sequence[int]) -> str:
    filled = ", ".join(map(label_of, triwulan))
    return (
        f"“{shorten(str(butir))}” sudah mempunyai realisasi {filled}. Biarkan barisnya dan "
        "kosongkan targetnya, "
        f"atau mulai Perubahan yang berlaku sesudah {label_of(triwulan[-1])}: di sana barisnya dapat "
        "dihapus dan "
        "realisasinya tetap tersimpan."
    )


def _siapkan_hapus(draf: Draf, butir: Sequence[IndikatorSasaran]) -> None:
    if halangan := halangan_hapus(draf.versi, butir):
        raise AlurSalah(" ".join(halangan))
    draf.perekam.pantau(*isi_indikator({b.ketetapan.indikator_id for b in butir}))
