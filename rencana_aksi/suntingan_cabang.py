"""Whole branches of a draf: copying and removing a row with everything under it."""

from __future__ import annotations

from collections.abc import Iterable

from bakesbang.calculation.triwulan import sebut
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, PengisiIndikator
from bakesbang.trail.models import log
from bakesbang.versions import copying
from bakesbang.versions.detach import bersihkan, realisasi_terisi
from bakesbang.versions.undo import isi_indikator
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from rencana_aksi.suntingan import DOKUMEN, Draf, keturunan, nomori, pendek, saudara, urutkan


# ── copying ──
def salin_sasaran(draf: Draf, *, sasaran: int) -> Sasaran:
    """The sasaran with everything under it once more, behind itself. Its indicators are new ones with the
    same targets: two rows that must be filled in apart."""
    asli = draf.sasaran(sasaran)
    peta: dict[int, Sasaran] = {}
    for s in keturunan(draf, asli).values():
        induk = s.induk if s.pk == asli.pk else peta[s.induk_id or 0]
        peta[s.pk] = Sasaran.objects.create(
            versi=draf.versi, induk=induk, jenjang=s.jenjang, urutan=s.urutan, uraian=s.uraian,
            kode_nomenklatur=s.kode_nomenklatur, tahun_nomenklatur=s.tahun_nomenklatur, catatan=s.catatan,
        )  # fmt: skip
        for b in s.indikator.select_related("ketetapan__indikator").order_by("urutan", "pk"):
            _salin_butir(draf, b, peta[s.pk])
    urutkan(saudara(draf, asli.induk_id), peta[asli.pk], asli.pk)
    draf.kata = f"menyalin “{pendek(asli.uraian)}”"
    return peta[asli.pk]


def salin_indikator(draf: Draf, *, butir: int) -> IndikatorSasaran:
    """A new indicator with the same targets, behind this one."""
    asli = draf.butir(butir)
    baru = _salin_butir(draf, asli, asli.sasaran)
    urutkan(list(asli.sasaran.indikator.order_by("urutan", "pk")), baru, asli.pk)
    draf.kata = f"menyalin indikator “{pendek(str(asli))}”"
    return baru


def _salin_butir(draf: Draf, asli: IndikatorSasaran, sasaran: Sasaran) -> IndikatorSasaran:
    lama = asli.ketetapan.indikator
    indikator = Indikator.objects.create(instansi_id=lama.instansi_id, tahun=lama.tahun)
    PengisiIndikator.objects.bulk_create(
        [
            PengisiIndikator(indikator=indikator, unit_id=p.unit_id, utama=p.utama)
            for p in lama.baris_pengisi.all()
        ]
    )
    ketetapan = copying.salin_ketetapan(
        sumber=asli.ketetapan, indikator=indikator, dokumen=DOKUMEN, oleh=draf.oleh
    )
    draf.perekam.pantau_baru(*isi_indikator([indikator.pk]))
    return IndikatorSasaran.objects.create(
        sasaran=sasaran,
        ketetapan=ketetapan,
        urutan=asli.urutan,
        penanggung_jawab_cetak=asli.penanggung_jawab_cetak,
    )


# ── removing ──
def hapus_sasaran(draf: Draf, *, sasaran: int) -> None:
    """Removes a sasaran with everything under it. Raises AlurSalah when realizations hang on it."""
    baris = draf.sasaran(sasaran)
    bawah = keturunan(draf, baris)
    butir = list(IndikatorSasaran.objects.filter(sasaran__in=bawah).select_related("ketetapan__indikator"))
    _siapkan_hapus(draf, butir)
    sisa = saudara(draf, baris.induk_id)
    nama, pk = baris.uraian, baris.pk
    _catat_hapus(draf, baris, len(bawah), len(butir))
    for b in butir:
        b.delete()
    for s in reversed(list(bawah.values())):
        s.delete()
    bersihkan(b.ketetapan_id for b in butir)
    nomori([s for s in sisa if s.pk != pk])
    draf.kata = f"menghapus “{pendek(nama)}”"


def hapus_indikator(draf: Draf, *, butir: int) -> None:
    """Takes an indicator off its sasaran, and away altogether when nothing else uses it."""
    baris = draf.butir(butir)
    _siapkan_hapus(draf, [baris])
    sisa = list(baris.sasaran.indikator.exclude(pk=baris.pk).order_by("urutan", "pk"))
    nama = str(baris)
    _catat_hapus(draf, baris, 0, 1)
    baris.delete()
    bersihkan([baris.ketetapan_id])
    nomori(sisa)
    draf.kata = f"menghapus indikator “{pendek(nama)}”"


def halangan_hapus(versi: VersiRencanaAksi, butir: Iterable[IndikatorSasaran]) -> list[str]:
    """Why these rows may not go, one sentence per indicator, with what to do instead. An indicator that
    stands elsewhere in the draf, or is in use by the other document, stays there with its realizations."""
    butir = list(butir)
    indikator = {b.ketetapan.indikator_id: b for b in butir}
    lain = IndikatorSasaran.objects.filter(sasaran__versi=versi).exclude(pk__in=[b.pk for b in butir])
    tetap = lain.filter(ketetapan__indikator__in=indikator).values_list("ketetapan__indikator_id", flat=True)
    terisi = realisasi_terisi(
        indikator.keys() - set(tetap), dokumen=DOKUMEN, mulai_triwulan=versi.mulai_triwulan
    )
    return [
        f"“{pendek(str(indikator[pk]))}” sudah mempunyai realisasi {', '.join(map(sebut, tw))}. "
        f"Biarkan barisnya dan kosongkan targetnya, atau mulai Perubahan yang berlaku sesudah {sebut(tw[-1])}: "
        "di sana barisnya dapat dihapus dan realisasinya tetap tersimpan."
        for pk, tw in terisi.items()
    ]


def _siapkan_hapus(draf: Draf, butir: list[IndikatorSasaran]) -> None:
    if halangan := halangan_hapus(draf.versi, butir):
        raise AlurSalah(" ".join(halangan))
    draf.perekam.pantau(*isi_indikator({b.ketetapan.indikator_id for b in butir}))


def _catat_hapus(draf: Draf, baris: Sasaran | IndikatorSasaran, sasaran: int, indikator: int) -> None:
    rencana = draf.versi.rencana
    log(
        baris, "menghapus dari draf", by=draf.oleh, instansi_id=rencana.instansi_id, tahun=rencana.tahun, now=draf.waktu,
        old={"sasaran": sasaran, "indikator": indikator}, reason=draf.versi.alasan,
    )  # fmt: skip
