"""Names of what the rows of one page of the trace are about, each table asked once. They come from the history
itself, so that what was dropped still has its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Q

from bakesbang.beranda.riwayat_sumber import sejarah
from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.models import KetetapanIndikator, Realisasi, Variabel
from bakesbang.trail.models import Catatan
from bakesbang.versions.models import ROMAWI
from rencana_aksi.models import Sasaran

DI_KETETAPAN = ("variabel", "tahunan", "triwulan", "realisasi", "di_sasaran", "di_iku")
KODE_RUMUS = re.compile(r"\[([a-z][a-z0-9_]*)")


class Ketetapan(NamedTuple):
    indikator_id: int
    uraian: str
    nomor: int


class Isian(NamedTuple):
    indikator_id: int
    ketetapan_id: int
    triwulan: int


@dataclass
class Nama:
    ketetapan: dict[int, Ketetapan] = field(default_factory=dict)
    per_indikator: dict[int, str] = field(default_factory=dict)
    realisasi: dict[int, Isian] = field(default_factory=dict)
    label: dict[tuple[int, str], str] = field(default_factory=dict)
    sasaran: dict[int, str] = field(default_factory=dict)
    penanggung_jawab: dict[int, list[str]] = field(default_factory=dict)  # by history row

    @classmethod
    def muat(
        cls,
        kini: Mapping[str, Mapping[int, Any]],
        lalu: Mapping[str, Mapping[int, Any]],
        catatan: Sequence[Catatan],
    ) -> Nama:
        nama = cls()
        baris = {kode: [*kini[kode].values(), *lalu[kode].values()] for kode in kini}
        tentang = _tentang(catatan)
        nama._realisasi({r.realisasi_id for r in baris.get("nilai", [])} | tentang["kinerja.realisasi"])
        ketetapan = {r.ketetapan_id for kode in DI_KETETAPAN for r in baris.get(kode, [])}
        ketetapan |= {r.id for r in baris.get("ketetapan", [])} | tentang["kinerja.ketetapanindikator"]
        ketetapan |= {i.ketetapan_id for i in nama.realisasi.values()}
        indikator = {r.hasil_dari_id for r in baris.get("variabel", []) if r.hasil_dari_id}
        nama._ketetapan(ketetapan, indikator | tentang["kinerja.indikator"])
        nama._label(
            {r.id for r in baris.get("ketetapan", []) if r.rumus}
            | {i.ketetapan_id for i in nama.realisasi.values()}
        )
        nama._sasaran(
            {r.induk_id for r in baris.get("sasaran", []) if r.induk_id}
            | {r.sasaran_id for r in baris.get("di_sasaran", [])}
        )
        nama._penanggung_jawab({r.history_id for r in baris.get("ketetapan", [])})
        return nama

    # ── loading ──
    def _penanggung_jawab(self, nomor: set[int]) -> None:
        model = apps.get_model("kinerja", "HistoricalKetetapanIndikator_penanggung_jawab")
        baris = model._default_manager.filter(history_id__in=nomor).order_by("jabatan__sebutan")
        for pk, sebutan in baris.values_list("history_id", "jabatan__sebutan") if nomor else ():
            self.penanggung_jawab.setdefault(pk, []).append(sebutan or "jabatan yang sudah dihapus")

    def _realisasi(self, ids: set[int]) -> None:
        kolom = ("pk", "indikator_id", "ketetapan_id", "triwulan")
        for pk, *isi in Realisasi.objects.filter(pk__in=ids).values_list(*kolom) if ids else ():
            self.realisasi[pk] = Isian(*isi)

    def _ketetapan(self, ids: set[int], indikator: set[int]) -> None:
        baris = sejarah(KetetapanIndikator).filter(Q(id__in=ids) | Q(indikator_id__in=indikator))
        kolom = ("id", "indikator_id", "uraian", "nomor")
        # Oldest first: the newest wording stays.
        for pk, *isi in baris.order_by("history_id").values_list(*kolom) if ids or indikator else ():
            self.ketetapan[pk] = Ketetapan(*isi)
            self.per_indikator[isi[0]] = isi[1]

    def _label(self, ketetapan: set[int]) -> None:
        baris = sejarah(Variabel).filter(ketetapan_id__in=ketetapan).order_by("history_id")
        for pk, kode, label in baris.values_list("ketetapan_id", "kode", "label") if ketetapan else ():
            self.label[pk, kode] = label

    def _sasaran(self, ids: set[int]) -> None:
        baris = sejarah(Sasaran).filter(id__in=ids).order_by("history_id")
        self.sasaran = dict(baris.values_list("id", "uraian")) if ids else {}

    # ── asking ──
    def indikator_dari(self, kode: str, r: Any) -> int | None:
        """Which indicator a history row belongs to; None for the document around it."""
        if kode in {"ketetapan", "realisasi"}:
            return int(r.indikator_id)
        if kode == "nilai":
            isian = self.realisasi.get(r.realisasi_id)
            return isian.indikator_id if isian else None
        if kode in DI_KETETAPAN:
            ketetapan = self.ketetapan.get(r.ketetapan_id)
            return ketetapan.indikator_id if ketetapan else None
        return None

    def indikator_catatan(self, c: Catatan) -> int | None:
        if c.objek_jenis == "kinerja.indikator":
            return c.objek_id
        if c.objek_jenis == "kinerja.ketetapanindikator":
            ketetapan = self.ketetapan.get(c.objek_id)
            return ketetapan.indikator_id if ketetapan else None
        isian = self.realisasi.get(c.objek_id) if c.objek_jenis == "kinerja.realisasi" else None
        return isian.indikator_id if isian else None

    def objek(self, kode: str, r: Any) -> str:
        """What the row is about, in the agency's own words."""
        if kode in {"ketetapan", "sasaran"}:
            return str(r.uraian)
        if kode == "ra":
            return f"Rencana Aksi {r.tahun}"
        if kode == "daftar_iku":
            return f"IKU {r.tahun}"
        if kode in {"versi_ra", "versi_iku"}:
            return f"{'Rencana Aksi' if kode == 'versi_ra' else 'IKU'}, {sebut_versi(r.nomor)}"
        if kode == "nilai":
            isian = self.realisasi.get(r.realisasi_id)
            return self.indikator(isian.indikator_id) if isian else "Realisasi"
        ketetapan = self.ketetapan.get(r.ketetapan_id)
        return ketetapan.uraian if ketetapan else "Indikator"

    def objek_catatan(self, c: Catatan, indikator_id: int | None) -> str:
        return self.indikator(indikator_id) if indikator_id is not None else c.objek_nama

    def indikator(self, pk: int) -> str:
        return self.per_indikator.get(pk, f"Indikator {pk}")

    def masukan(self, r: Any) -> str:
        """ "Jml konflik selesai TW I", with "(tahun lalu)" where it is last year's."""
        isian = self.realisasi.get(r.realisasi_id)
        label = self.label.get((isian.ketetapan_id, r.kode), r.kode) if isian else r.kode
        tw = f" {label_of(isian.triwulan)}" if isian else ""
        return f"{label}{' (tahun lalu)' if r.tahun_lalu else ''}{tw}"

    def rumus(self, ketetapan_id: int, teks: str) -> str:
        """The stored formula with the names of its data in place of their codes."""
        return KODE_RUMUS.sub(lambda m: f"[{self.label.get((ketetapan_id, m[1]), m[1])}", teks)

    def tujuan(self, kode: str, medan: str, pk: int | None) -> str:
        """What a key points to."""
        if pk is None:
            return ""
        if medan == "hasil_dari":
            return self.indikator(pk)
        if medan in {"induk", "sasaran"}:
            return self.sasaran.get(pk, "")
        ketetapan = self.ketetapan.get(pk)
        return f"ketetapan ke-{ketetapan.nomor}" if ketetapan else ""


def _tentang(catatan: Iterable[Catatan]) -> dict[str, set[int]]:
    """What the rows of the log are about, by kind; a reopened quarter names its indicators in its values."""
    hasil: dict[str, set[int]] = {
        "kinerja.realisasi": set(),
        "kinerja.ketetapanindikator": set(),
        "kinerja.indikator": set(),
    }
    for c in catatan:
        if c.objek_jenis in hasil:
            hasil[c.objek_jenis].add(c.objek_id)
        for sisi in (c.lama, c.baru):
            ids = sisi.get("indikator")
            if isinstance(ids, list):
                hasil["kinerja.indikator"] |= {pk for pk in ids if isinstance(pk, int)}
    return hasil


def sebut_versi(nomor: int) -> str:
    """ "Murni", "Perubahan I", …"""
    if nomor == 0:
        return "Murni"
    return f"Perubahan {ROMAWI[nomor] if nomor < len(ROMAWI) else nomor}"
