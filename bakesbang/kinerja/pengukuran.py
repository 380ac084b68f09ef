"""Rows → core: the one place where stored inputs become numbers. Nothing here is ever stored back.

The quarter is always a parameter. Year figures take agregasi, polaritas, rumus and annual target from the
ketetapan in force in TW ``sampai``; target, jenis and inputs come from each quarter's own (design: data)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from bakesbang.calculation.agregasi import QuarterCell, merge, merge_variabel
from bakesbang.calculation.capaian import Capaian, capaian_until, compute_capaian
from bakesbang.calculation.formula import NameRef as KunciVariabel
from bakesbang.calculation.formula import Rumus
from bakesbang.calculation.policy import MinimalRule, MinimalZero, Policy
from bakesbang.calculation.result import Reason, Result
from bakesbang.calculation.values.value import Nilai, read_value
from bakesbang.kinerja.models import (
    Indikator,
    KebijakanCapaian,
    KetetapanIndikator,
    Realisasi,
    Variabel,
)
from bakesbang.kinerja.pemuat import muat_indikator
from bakesbang.kinerja.pilihan import (
    Agregasi,
    AgregasiVariabel,
    AturanMinimal,
    Frekuensi,
    StatusKetetapan,
    StatusRealisasi,
)
from bakesbang.kinerja.ukuran import Masukan, Tuntutan, UkuranTriwulan
from bakesbang.organisasi.models import Instansi

KOSONG = read_value("")
WAJIB: dict[str, tuple[int, ...]] = {
    Frekuensi.TRIWULANAN: (1, 2, 3, 4),
    Frekuensi.SEMESTERAN: (2, 4),
    Frekuensi.TAHUNAN: (4,),
}


@dataclass(frozen=True)
class UkuranIndikator:
    """An indicator in its four quarters, each measured when it is first asked for: most pages ask for one or two."""

    indikator: Indikator
    pengukur: Pengukur

    def tuntutan(self, nomor: int) -> Tuntutan:
        """What the quarter asks for, without measuring it."""
        ketetapan = self.pengukur.ketetapan(self.indikator, nomor)
        return Tuntutan(nomor, ketetapan, ketetapan.target_tw(nomor))

    def tw(self, nomor: int) -> UkuranTriwulan:
        return self.pengukur.ukur_tw(self.indikator, nomor)

    @cached_property
    def triwulan(self) -> tuple[UkuranTriwulan, ...]:
        return tuple(self.tw(n) for n in (1, 2, 3, 4))

    @cached_property
    def terakhir(self) -> UkuranTriwulan:
        """The last quarter that holds a realization, else TW IV."""
        berisi = [t for t in self.triwulan if t.realisasi is not None and t.realisasi.terisi]
        return berisi[-1] if berisi else self.triwulan[-1]


def aturan_untuk(ketetapan: KetetapanIndikator, kebijakan: KebijakanCapaian | None) -> Policy:
    """The rules of agency, year and indicator as the core takes them. Without a policy row the defaults hold."""
    return Policy(
        bound=kebijakan.batas_atas_angka() if kebijakan else None,
        minimal_rule=MinimalRule.B if ketetapan.aturan_minimal == AturanMinimal.B else MinimalRule.A,
        minimal_zero=MinimalZero(kebijakan.aturan_nol) if kebijakan else MinimalZero.STANDARD,
        worst_value=ketetapan.nilai_terburuk,
        predikat_scores=kebijakan.skor() if kebijakan else {},
    )


@dataclass
class Pengukur:
    """Rows of some indicators of one agency and year, loaded once and computed on demand."""

    instansi: Instansi
    tahun: int
    hanya_disetujui: bool
    kebijakan: KebijakanCapaian | None
    indikator: dict[int, Indikator] = field(default_factory=dict)
    _hasil: dict[tuple[int, int], Result] = field(default_factory=dict)
    _sel: dict[tuple[int, int], QuarterCell] = field(default_factory=dict)
    _aturan: dict[int, Policy] = field(default_factory=dict)
    _ukuran: dict[tuple[int, int], UkuranTriwulan] = field(default_factory=dict)
    _masukan_tw: dict[tuple[int, int], tuple[Masukan, ...]] = field(default_factory=dict)
    _ditulis_per: dict[int, dict[tuple[str, bool], dict[int, Nilai]]] = field(default_factory=dict)
    _sedang: set[tuple[int, int]] = field(default_factory=set)

    # ── loading ──
    @classmethod
    def muat(
        cls, instansi: Instansi, tahun: int, indikator_ids: Iterable[int] | None, hanya_disetujui: bool
    ) -> Pengukur:
        kebijakan = KebijakanCapaian.objects.filter(instansi=instansi, tahun=tahun).first()
        pengukur = cls(instansi, tahun, hanya_disetujui, kebijakan)
        pengukur._tambah(indikator_ids)
        # A composite takes results of others; they are few levels deep, one query a level.
        while kurang := pengukur._hasil_dari() - pengukur.indikator.keys():
            pengukur._tambah(kurang)
        return pengukur

    def _tambah(self, ids: Iterable[int] | None) -> None:
        self.indikator |= muat_indikator(self.instansi, self.tahun, ids, hanya_disetujui=self.hanya_disetujui)

    def _hasil_dari(self) -> set[int]:
        return {
            v.hasil_dari_id
            for i in self.indikator.values()
            for k in i.semua_ketetapan  # type: ignore[attr-defined]
            for v in k.variabel.all()
            if v.hasil_dari_id is not None
        }

    @cached_property
    def tahun_lalu(self) -> Pengukur:
        """The indicators' own rows of last year, through ``asal``."""
        asal = [i.asal_id for i in self.indikator.values() if i.asal_id is not None]
        return Pengukur.muat(self.instansi, self.tahun - 1, asal, self.hanya_disetujui)

    # ── rows ──
    def ketetapan(self, indikator: Indikator, triwulan: int) -> KetetapanIndikator:
        """In force in that quarter; while nothing is in force, the draf there is."""
        semua: list[KetetapanIndikator] = indikator.semua_ketetapan  # type: ignore[attr-defined]
        berlaku = [k for k in semua if k.status != StatusKetetapan.DRAF and k.mulai_triwulan <= triwulan]
        return (berlaku or semua)[-1]

    def realisasi(self, indikator: Indikator, triwulan: int) -> Realisasi | None:
        return next((r for r in self._dihitung(indikator) if r.triwulan == triwulan), None)

    def _dihitung(self, indikator: Indikator) -> list[Realisasi]:
        """The rows that count."""
        baris: list[Realisasi] = indikator.semua_realisasi  # type: ignore[attr-defined]
        if not self.hanya_disetujui:
            return baris
        return [r for r in baris if r.status == StatusRealisasi.DISETUJUI]

    # ── numbers ──
    def hasil_sampai(self, indikator: Indikator, sampai: int) -> Result:
        """The year up to TW ``sampai``: by formula, or by the indicator's agregasi."""
        kunci = (indikator.pk, sampai)
        if kunci in self._hasil:
            return self._hasil[kunci]
        if kunci in self._sedang:
            # Refused on saving (tindakan.periksa_lingkar); never an endless loop if it happens all the same.
            return Result(None, Reason.not_computable("formula berputar"))
        self._sedang.add(kunci)
        ketetapan = self.ketetapan(indikator, sampai)
        rumus = ketetapan.baca_rumus()
        if rumus is not None:
            hasil = self._hitung_rumus(rumus, ketetapan, self.masukan(indikator, sampai))
        else:
            hasil = merge(self.sel(indikator, sampai), ketetapan.agregasi, sampai)
        self._sedang.discard(kunci)
        self._hasil[kunci] = hasil
        return hasil

    @staticmethod
    def _hitung_rumus(rumus: Rumus, ketetapan: KetetapanIndikator, masukan: tuple[Masukan, ...]) -> Result:
        kurang = [m for m in masukan if m.hasil.reason is not None]
        if kurang:
            return Result(None, Reason.incomplete(*(m.label for m in kurang)))
        return rumus.compute(
            {m.kunci: m.hasil.number for m in masukan}, nihil_policy=ketetapan.kebijakan_nihil
        )

    def masukan(self, indikator: Indikator, sampai: int) -> tuple[Masukan, ...]:
        """Every input of the formula in force in TW ``sampai``, in the order of the formula."""
        letak = (indikator.pk, sampai)
        if letak not in self._masukan_tw:
            ketetapan = self.ketetapan(indikator, sampai)
            rumus = ketetapan.baca_rumus()
            variabel = {v.kode: v for v in ketetapan.variabel.all()} if rumus else {}
            self._masukan_tw[letak] = tuple(
                self._masukan_satu(indikator, ketetapan, kunci, variabel[kunci.code], sampai)
                for kunci in (rumus.variabel if rumus else ())
            )
        return self._masukan_tw[letak]

    def _masukan_satu(
        self,
        indikator: Indikator,
        ketetapan: KetetapanIndikator,
        kunci: KunciVariabel,
        v: Variabel,
        sampai: int,
    ) -> Masukan:
        label = f"{v.label} tahun lalu" if kunci.last_year else v.label
        ditulis = self._ditulis(indikator, kunci)
        kini = ditulis.get(sampai, KOSONG)
        if kunci.last_year:
            hasil, asal = self._tahun_lalu(indikator, v, sampai, ditulis)
        elif v.hasil_dari_id is not None:
            sumber = self.indikator[v.hasil_dari_id]
            hasil, asal = (
                self.hasil_sampai(sumber, sampai),
                f"Hasil dari “{self.ketetapan(sumber, sampai).uraian}”",
            )
        else:
            hasil = merge_variabel(ditulis, v.agregasi, sampai, required=WAJIB[ketetapan.frekuensi])
            asal = ""
        return Masukan(kunci, label, v.satuan, v.agregasi, kini, hasil, asal)

    def _ditulis(self, indikator: Indikator, kunci: KunciVariabel) -> dict[int, Nilai]:
        """What was typed for this input, per quarter."""
        if indikator.pk not in self._ditulis_per:
            semua: dict[tuple[str, bool], dict[int, Nilai]] = {}
            for r in self._dihitung(indikator):
                for n in r.nilai_variabel.all():
                    semua.setdefault((n.kode, n.tahun_lalu), {})[r.triwulan] = n.nilai
            self._ditulis_per[indikator.pk] = semua
        return self._ditulis_per[indikator.pk].get((kunci.code, kunci.last_year), {})

    def _tahun_lalu(
        self, indikator: Indikator, v: Variabel, sampai: int, ditulis: dict[int, Nilai]
    ) -> tuple[Result, str]:
        """Typed wins; else the same datum of last year's indicator: sums up to the same quarter (like against
        like), stocks as they stood at the end of the year."""
        hasil = merge_variabel(ditulis, AgregasiVariabel.TERAKHIR, sampai)
        if hasil.reason is None or indikator.asal_id is None:
            return hasil, "" if hasil.reason is None else "Isi nilai tahun lalu"
        lalu = self.tahun_lalu
        asal = lalu.indikator.get(indikator.asal_id)
        sampai_lalu = sampai if v.agregasi == AgregasiVariabel.JUMLAH else 4
        if asal is None or not any(
            x.kode == v.kode for x in lalu.ketetapan(asal, sampai_lalu).variabel.all()
        ):
            return hasil, f"Tidak ada pada indikator tahun {self.tahun - 1}"
        kunci = KunciVariabel(v.kode)
        terkumpul = lalu._masukan_satu(asal, lalu.ketetapan(asal, sampai_lalu), kunci, v, sampai_lalu).hasil
        return terkumpul, f"Dari tahun {self.tahun - 1}"

    def sel(self, indikator: Indikator, sampai: int) -> list[QuarterCell]:
        """Quarters I..``sampai``, each with its own target and jenis."""
        return [self.sel_tw(indikator, triwulan) for triwulan in range(1, sampai + 1)]

    def sel_tw(self, indikator: Indikator, triwulan: int) -> QuarterCell:
        kunci = (indikator.pk, triwulan)
        if kunci not in self._sel:
            target = self.ketetapan(indikator, triwulan).target_tw(triwulan)
            realisasi = self.realisasi(indikator, triwulan)
            self._sel[kunci] = QuarterCell.create(
                triwulan,
                target.nilai if target else KOSONG,
                realisasi.nilai if realisasi else KOSONG,
                target.jenis if target else "",
            )
        return self._sel[kunci]

    def ukur(self, indikator: Indikator) -> UkuranIndikator:
        return UkuranIndikator(indikator, self)

    def ukur_tw(self, indikator: Indikator, triwulan: int) -> UkuranTriwulan:
        letak = (indikator.pk, triwulan)
        if letak not in self._ukuran:
            self._ukuran[letak] = self._ukur_tw(indikator, triwulan)
        return self._ukuran[letak]

    def _ukur_tw(self, indikator: Indikator, triwulan: int) -> UkuranTriwulan:
        ketetapan = self.ketetapan(indikator, triwulan)
        rumus = ketetapan.baca_rumus()
        sampai = self.hasil_sampai(indikator, triwulan)
        if rumus is not None:
            hasil = sampai
            nilai = (
                Nilai.from_number(sampai.number, ketetapan.satuan or rumus.satuan)
                if sampai.number is not None
                else KOSONG
            )
        else:
            nilai = self.sel_tw(indikator, triwulan).value
            hasil = hasil_nilai(nilai)
        return UkuranTriwulan(
            triwulan=triwulan,
            ketetapan=ketetapan,
            target=ketetapan.target_tw(triwulan),
            realisasi=self.realisasi(indikator, triwulan),
            hasil=hasil,
            nilai=nilai,
            capaian=self.capaian_tw(indikator, triwulan),
            sampai=sampai,
            capaian_tahun=self.capaian_tahun(indikator, triwulan),
            masukan=self.masukan(indikator, triwulan),
            rumus=rumus,
        )

    def capaian_tw(self, indikator: Indikator, triwulan: int) -> Capaian:
        """One quarter against its own target, nothing else measured: the board asks it of 1,200 cells."""
        ketetapan = self.ketetapan(indikator, triwulan)
        sel = self.sel_tw(indikator, triwulan)
        return compute_capaian(
            sel.target,
            self.hasil_sampai(indikator, triwulan) if ketetapan.rumus else sel.value,
            polaritas=ketetapan.polaritas,
            policy=self.aturan(ketetapan),
        )

    def aturan(self, ketetapan: KetetapanIndikator) -> Policy:
        if ketetapan.pk not in self._aturan:
            self._aturan[ketetapan.pk] = aturan_untuk(ketetapan, self.kebijakan)
        return self._aturan[ketetapan.pk]

    def capaian_tahun(self, indikator: Indikator, triwulan: int) -> Capaian:
        """The year so far against the annual target; without one, against the targets up to this quarter."""
        ketetapan = self.ketetapan(indikator, triwulan)
        aturan = self.aturan(ketetapan)
        tahunan = ketetapan.target_tahun()
        target = tahunan.nilai if tahunan is not None and tahunan.nilai.filled else None
        if ketetapan.rumus or ketetapan.agregasi == Agregasi.RASIO:
            return compute_capaian(
                target if target is not None else KOSONG,
                self.hasil_sampai(indikator, triwulan),
                polaritas=ketetapan.polaritas,
                policy=aturan,
            )
        return capaian_until(
            self.sel(indikator, triwulan),
            ketetapan.agregasi,
            triwulan,
            polaritas=ketetapan.polaritas,
            policy=aturan,
            target=target,
        )

    def yang_disetujui(self) -> Pengukur:
        """The same rows, already read, counting approved realizations only, as the reports do."""
        return Pengukur(self.instansi, self.tahun, True, self.kebijakan, self.indikator)


def hasil_nilai(nilai: Nilai) -> Result:
    """A typed value as a result: its number, or why there is none."""
    if nilai.single_number is not None:
        return Result(nilai.single_number, working="")
    if not nilai.filled:
        return Result(None, Reason.not_filled())
    return Result(None, Reason.not_computable(f"“{nilai.text}” bukan satu angka"))


def muat_ukuran(
    instansi: Instansi,
    tahun: int,
    *,
    indikator_ids: Iterable[int] | None = None,
    hanya_disetujui: bool = True,
) -> dict[int, UkuranIndikator]:
    """Every asked indicator (default: all of the agency's year) measured in its four quarters, in a constant
    number of queries. ``hanya_disetujui``: reports count approved rows only."""
    ids = None if indikator_ids is None else list(indikator_ids)
    pengukur = Pengukur.muat(instansi, tahun, ids, hanya_disetujui)
    diminta = (
        pengukur.indikator
        if ids is None
        else {pk: pengukur.indikator[pk] for pk in ids if pk in pengukur.indikator}
    )
    return {pk: pengukur.ukur(i) for pk, i in diminta.items()}
