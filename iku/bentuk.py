"""IKU as plain data: what fixtures, imports and copies hand to ``tindakan.buat``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bakesbang.kinerja.bentuk import IndikatorBaru, indikator_dari_data


@dataclass(frozen=True)
class KepalaIku:
    """The header block of the decree."""

    nama_cetak: str
    visi: str = ""
    misi_nomor: str = ""
    misi: str = ""
    nama_skpd: str = ""
    tugas_pokok: str = ""
    fungsi: tuple[str, ...] = ()

    def kolom(self) -> dict[str, Any]:
        """The fields of VersiIku."""
        return {
            "visi": self.visi, "misi_nomor": self.misi_nomor, "misi": self.misi, "nama_skpd": self.nama_skpd,
            "tugas_pokok": self.tugas_pokok, "fungsi": list(self.fungsi),
        }  # fmt: skip


@dataclass(frozen=True)
class IkuBaru:
    sasaran: str
    indikator: IndikatorBaru
    penanggung_jawab_cetak: str = ""
    alasan: str = ""


def iku_dari_data(data: Mapping[str, Any]) -> IkuBaru:
    return IkuBaru(
        data["sasaran"],
        indikator_dari_data(data),
        data.get("penanggung_jawab_cetak", ""),
        data.get("alasan", ""),
    )


def kepala_dari_data(data: Mapping[str, Any]) -> KepalaIku:
    teks = {n: data.get(n, "") for n in ("visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok")}
    return KepalaIku(nama_cetak=data["nama_cetak"], fungsi=tuple(data.get("fungsi", ())), **teks)
