"""Plain shapes of what is about to be made. Fixtures, imports and copies all speak these, so that an
indicator comes into being in one place only (``tindakan.buat_indikator``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bakesbang.kinerja.pilihan import (
    Agregasi,
    AgregasiVariabel,
    AturanMinimal,
    Frekuensi,
    JenisTarget,
    KebijakanNihil,
    Polaritas,
)

if TYPE_CHECKING:
    from bakesbang.kinerja.models import KetetapanIndikator


@dataclass(frozen=True)
class TargetBaru:
    """One quarter: the text after "TW n =", its explanation, and whether it measures a step only."""

    teks: str
    penjelasan: str = ""
    jenis: str = JenisTarget.NILAI
    tafsir: str = ""


@dataclass(frozen=True)
class VariabelBaru:
    kode: str
    label: str
    satuan: str = ""
    sumber_data: str = ""
    agregasi: str = AgregasiVariabel.JUMLAH
    hasil_dari_id: int | None = None


@dataclass(frozen=True)
class IndikatorBaru:
    """``tahunan`` None: no annual target at all. ``triwulan`` empty: no quarter cells (absent is not blank)."""

    uraian: str
    tahunan: TargetBaru | None = None
    triwulan: Mapping[int, TargetBaru] = field(default_factory=dict)
    definisi_operasional: str = ""
    satuan: str = ""
    desimal: int = 2
    polaritas: str = Polaritas.MAKSIMAL
    aturan_minimal: str = AturanMinimal.A
    nilai_terburuk: Any = None
    agregasi: str = ""
    frekuensi: str = Frekuensi.TRIWULANAN
    boleh_negatif: bool = False
    sumber_data: str = ""
    rumus: str = ""
    kebijakan_nihil: str = KebijakanNihil.TIDAK_DINILAI
    variabel: tuple[VariabelBaru, ...] = ()
    jabatan: tuple[str, ...] = ()
    usulan: tuple[str, ...] = ()

    POLOS = (
        "uraian", "definisi_operasional", "satuan", "desimal", "polaritas", "aturan_minimal", "nilai_terburuk", "agregasi",
        "frekuensi", "boleh_negatif", "sumber_data", "kebijakan_nihil",
    )  # fmt: skip

    def polos(self) -> dict[str, Any]:
        """The fields that go to KetetapanIndikator as they are."""
        return {nama: getattr(self, nama) for nama in self.POLOS} | {"usulan": list(self.usulan)}


def periksa_pilihan(data: Mapping[str, Any]) -> None:
    """Raises ValueError when a fixture names a polaritas or agregasi that does not exist."""
    for nama, pilihan in (("polaritas", Polaritas), ("agregasi", Agregasi), ("frekuensi", Frekuensi)):
        nilai = data.get(nama)
        if nilai and nilai not in pilihan.values:
            raise ValueError(f"{nama}: “{nilai}” tidak dikenal.")


def indikator_dari_data(data: Mapping[str, Any]) -> IndikatorBaru:
    """From one indicator of a fixture: ``tw`` is a list of [target, penjelasan], ``tahapan`` a list of quarters."""
    periksa_pilihan(data)
    tahapan = set(data.get("tahapan", ()))
    triwulan = {
        n: TargetBaru(teks, penjelasan, JenisTarget.TAHAPAN if n in tahapan else JenisTarget.NILAI)
        for n, (teks, penjelasan) in enumerate(data.get("tw", ()), start=1)
    }
    return IndikatorBaru(
        uraian=data["uraian"],
        tahunan=TargetBaru(data["tahunan"]) if "tahunan" in data else None,
        triwulan=triwulan,
        satuan=data.get("satuan", ""),
        polaritas=data.get("polaritas", Polaritas.MAKSIMAL),
        agregasi=data.get("agregasi", ""),
        frekuensi=data.get("frekuensi", Frekuensi.TRIWULANAN),
        sumber_data=data.get("sumber_data", ""),
        rumus=data.get("rumus", ""),
        variabel=tuple(VariabelBaru(**v) for v in data.get("variabel", ())),
        jabatan=tuple(data.get("jabatan", ())),
        usulan=tuple(data.get("usulan", ())),
    )


def dari_ketetapan(k: KetetapanIndikator, *, dengan_target: bool) -> IndikatorBaru:
    """What another agency takes over: everything that is said about the indicator, but no offices, no link to
    last year, and no results of this agency's other indicators."""
    label = k.label_variabel()
    rumus = k.baca_rumus()
    return IndikatorBaru(
        **{nama: getattr(k, nama) for nama in IndikatorBaru.POLOS},
        rumus=rumus.with_labels(label) if rumus else "",
        variabel=tuple(VariabelBaru(v.kode, v.label, v.satuan, v.sumber_data, v.agregasi) for v in k.variabel.all()),
        tahunan=TargetBaru(t.teks, tafsir=t.tafsir) if dengan_target and (t := k.target_tahun()) else None,
        triwulan={
            t.triwulan: TargetBaru(t.teks if dengan_target else "", t.penjelasan if dengan_target else "", t.jenis, t.tafsir if dengan_target else "")
            for t in k.target_triwulan.all()
        },
        usulan=tuple(k.usulan),
    )  # fmt: skip
