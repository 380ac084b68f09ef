"""A version of the Rencana Aksi against the one before it, and what the IKU has changed meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bakesbang.kinerja import perbedaan
from bakesbang.kinerja import perubahan as bersama
from bakesbang.kinerja.beda import Unsur
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import Jenjang, NamaDokumen, StatusVersi
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi

DOKUMEN = NamaDokumen.RENCANA_AKSI


def unsur(versi: VersiRencanaAksi, sama: Collection[int] = ()) -> list[Unsur]:
    """The whole version laid flat in printed order, in a constant number of queries. ``sama``: ketetapan whose
    cells need not be read."""
    sasaran = list(Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk"))
    baris = list(IndikatorSasaran.objects.filter(sasaran__versi=versi).order_by("sasaran", "urutan", "pk"))
    ketetapan = perbedaan.muat_ketetapan((b.ketetapan_id for b in baris), sama)
    anak: dict[int | None, list[Sasaran]] = {}
    for s in sasaran:
        anak.setdefault(s.induk_id, []).append(s)
    milik: dict[int, list[IndikatorSasaran]] = {}
    for b in baris:
        milik.setdefault(b.sasaran_id, []).append(b)

    def telusuri(induk: Sasaran | None) -> Iterator[Unsur]:
        for s in anak.get(induk.pk if induk else None, ()):
            yield _unsur_sasaran(s, induk)
            for b in milik.get(s.pk, ()):
                yield _unsur_indikator(b, s, ketetapan[b.ketetapan_id], b.ketetapan_id in sama)
            yield from telusuri(s)

    return list(telusuri(None))


def _unsur_sasaran(s: Sasaran, induk: Sasaran | None) -> Unsur:
    jenis = Jenjang(s.jenjang).label
    return Unsur(
        f"s:{s.kunci}",
        jenis,
        s.uraian,
        f"s:{induk.kunci}" if induk else "",
        induk.uraian if induk else "",
        {
            "Bunyi sasaran": s.uraian,
            "Jenjang": jenis,
            "Kode nomenklatur": s.kode_nomenklatur,
            "Tahun nomenklatur": str(s.tahun_nomenklatur or ""),
            "Catatan": s.catatan,
        },
    )


def _unsur_indikator(b: IndikatorSasaran, s: Sasaran, k: KetetapanIndikator, sama: bool) -> Unsur:
    cetak = {"Penanggung jawab seperti dicetak": b.penanggung_jawab_cetak}
    return perbedaan.unsur_indikator(
        k,
        kunci=str(b.kunci),
        jenis="Indikator",
        dokumen=DOKUMEN,
        induk=f"s:{s.kunci}",
        tempat=s.uraian,
        sel={**cetak},
        sama=sama,
    )


def beda(versi: VersiRencanaAksi) -> perbedaan.Beda:
    """Against the version before it, whatever its status."""
    sebelum = (
        VersiRencanaAksi.objects.filter(rencana=versi.rencana_id, nomor__lt=versi.nomor)
        .order_by("-nomor")
        .first()
    )
    if sebelum is None:
        return perbedaan.beda(versi, None, [], [])
    sama = _ketetapan(versi) & _ketetapan(sebelum)
    return perbedaan.beda(versi, sebelum, unsur(sebelum, sama), unsur(versi, sama))


def _ketetapan(versi: VersiRencanaAksi) -> set[int]:
    return set(IndikatorSasaran.objects.filter(sasaran__versi=versi).values_list("ketetapan_id", flat=True))


def susulan(versi: VersiRencanaAksi) -> list[bersama.Susulan]:
    """Shared indicators that the IKU has changed since this version took them over. A version that has been
    replaced stays as it was signed and says nothing."""
    if versi.status == StatusVersi.DIGANTIKAN:
        return []
    ids = IndikatorSasaran.objects.filter(sasaran__versi=versi).values_list("ketetapan_id", flat=True)
    return bersama.susulan(ids, DOKUMEN)


def kalimat_susulan(versi: VersiRencanaAksi) -> list[str]:
    """The sentences for its page."""
    return bersama.kalimat_susulan(susulan(versi), DOKUMEN)
