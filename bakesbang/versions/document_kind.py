"""A kind of document that lives in versions, as the machinery of Perubahan sees it.

This floor knows neither the Rencana Aksi nor the IKU: each room describes its own once, as a value
(``rencana_aksi.perubahan.RENCANA_AKSI``, ``iku.perubahan.IKU``), and hands it to the functions that
serve both."""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.text import slugify

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import NamaDokumen, StatusVersi
from bakesbang.organisasi.models import Instansi
from bakesbang.versions.diff import Unsur
from bakesbang.versions.models import VersiDokumen

V = TypeVar("V", bound=VersiDokumen)


@dataclass(frozen=True)
class JenisDokumen(Generic[V]):
    """``versi`` points with its field ``induk`` to the document of a year (instansi, tahun,
    nama_cetak, and its versions as ``versi``); ``baris`` are the rows of a version that point to a
    ketetapan."""

    kode: NamaDokumen
    judul: str  # on paper: "INDIKATOR KINERJA UTAMA"
    ruang: str  # of its addresses: "iku"
    halaman: str  # the address that shows a version: "daftar"
    versi: type[V]
    induk: str
    kepala: tuple[str, ...]  # what a version itself says, and the next one begins with
    baris: Callable[[V], QuerySet[Any]]
    # The rows of one version copied into another, under the ketetapan that each one's id becomes.
    salin_isi: Callable[[V, V, Callable[[int], int]], None]
    # A version laid flat in printed order: its rows, the ketetapan by id, and those whose cells are
    # not needed.
    unsur: Callable[
        [
            V,
            Sequence[Any],
            Mapping[int, KetetapanIndikator],
            Collection[int],
        ],
        list[Unsur],
    ]

    @property
    def nama(self) -> str:
        """As sentences call it: "IKU"."""
        return str(self.kode.label)

    @property
    def model_induk(self) -> type[Model]:
        return self.versi._meta.get_field(self.induk).related_model  # type: ignore[return-value]

    def dokumen(self, versi: V) -> Any:
        """The document of the year that this is a version of."""
        return getattr(versi, self.induk)

    def tahan(self, versi: V) -> Any:
        """That document under lock, and the version as it is now: one act at a time, whoever asks.
        Raises AlurSalah when somebody has dropped it meanwhile."""
        semua = self.model_induk._default_manager.select_for_update().select_related("instansi")
        with self._masih_ada():
            dokumen = semua.get(pk=getattr(versi, f"{self.induk}_id"))
            versi.refresh_from_db()
        return dokumen

    def kunci(self, versi: V) -> V:
        """The version itself under lock, as it is now. Raises AlurSalah as ``tahan``."""
        semua = self.versi._default_manager.select_for_update().select_related(f"{self.induk}__instansi")
        with self._masih_ada():
            return semua.get(pk=versi.pk)

    def lock_alone(self, versi: V) -> V:
        """The version as it is now, with nothing locked but itself: editors of other documents of
        the agency go on. Raises AlurSalah as ``tahan``."""
        all_versions = self.versi._default_manager.select_for_update(of=("self",))
        with self._masih_ada():
            return all_versions.select_related(f"{self.induk}__instansi").get(pk=versi.pk)

    @contextmanager
    def _masih_ada(self) -> Iterator[None]:
        try:
            yield
        except ObjectDoesNotExist:
            raise AlurSalah(f"Draf {self.nama} ini sudah dibuang. Muat ulang halamannya.") from None

    def ketetapan_id(self, versi: V) -> list[int]:
        return list(self.baris(versi).order_by().values_list("ketetapan_id", flat=True))

    # ── which version ──
    def tahun_ada(self, instansi: Instansi) -> list[int]:
        """The years that have this document, newest first."""
        semua = self.model_induk._default_manager.filter(instansi=instansi).order_by("-tahun")
        return list(semua.values_list("tahun", flat=True))

    def versi_ada(self, instansi: Instansi, tahun: int) -> list[V]:
        """The versions of a year, newest first."""
        milik = {
            f"{self.induk}__instansi": instansi,
            f"{self.induk}__tahun": tahun,
        }
        semua = self.versi._default_manager.filter(**milik).select_related(f"{self.induk}__instansi")
        return list(semua.order_by("-nomor"))

    def pilih_versi(self, instansi: Instansi, tahun: int, nomor: int | None = None) -> V | None:
        """The version with this number; without one the version in force, else the newest; None
        when there is none."""
        ada = self.versi_ada(instansi, tahun)
        if nomor is None:
            return utama(ada)
        return next((v for v in ada if v.nomor == nomor), None)

    def draft_of(self, instansi: Instansi, tahun: int) -> V | None:
        """The draf of a year."""
        milik = {
            f"{self.induk}__instansi": instansi,
            f"{self.induk}__tahun": tahun,
        }
        drafts = self.versi._default_manager.filter(**milik, status=StatusVersi.DRAF)
        return drafts.select_related(f"{self.induk}__instansi").first()

    def sebelum(self, versi: V) -> V | None:
        """The version that this one follows."""
        milik = {
            self.induk: getattr(versi, f"{self.induk}_id"),
            "nomor__lt": versi.nomor,
        }
        return (
            self.versi._default_manager.filter(**milik).select_related(self.induk).order_by("-nomor").first()
        )

    def nama_berkas(self, versi: V, *bagian: str) -> str:
        """A good file name without its ending: "rencana-aksi-2024",
        "iku-2021-perubahan-i-realisasi-draf"."""
        semua = [
            self.kode.value,
            str(self.dokumen(versi).tahun),
            slugify(versi.sebutan) if versi.nomor else "",
            *bagian,
            "draf" if versi.draf else "",
        ]
        return "-".join(b for b in semua if b)


def utama(versi: Sequence[V]) -> V | None:
    """The one to show unless another is asked for: in force, else the newest. Newest first."""
    in_force = (v for v in versi if v.status == StatusVersi.DITETAPKAN)
    newest = versi[0] if versi else None
    return next(in_force, newest)
