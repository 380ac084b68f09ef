"""Who may type and who may approve which realization (design: workflow, the table of roles).

Loaded once per request and asked per row: no query per row when pengisi, pemakaian and penyimpan are prefetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bakesbang.kinerja.models import Indikator, Pemakaian, Realisasi
from bakesbang.kinerja.pilihan import Jenjang
from bakesbang.organisasi.models import Instansi, Pejabat, Pengguna
from bakesbang.organisasi.roles import Peran


@dataclass(frozen=True)
class Wewenang:
    """What this person may do with the rows of his agency on that day. ``kepala`` is unit id → ids of the
    kabid accounts that head it now; a kabid without a current Pejabat row is in none and only reads."""

    pengguna: Pengguna
    instansi: Instansi
    kepala: dict[int, frozenset[int]]

    @classmethod
    def muat(cls, pengguna: Pengguna, instansi: Instansi, hari: date) -> Wewenang:
        baris = (
            Pejabat.objects.at(hari)
            .filter(
                jabatan__kepala=True,
                jabatan__unit__instansi=instansi,
                pengguna__is_active=True,
                pengguna__peran=Peran.KABID,
                pengguna__instansi=instansi,
            )
            .values_list("jabatan__unit_id", "pengguna_id")
        )
        kepala: dict[int, set[int]] = {}
        for unit, orang in baris:
            kepala.setdefault(unit, set()).add(orang)
        return cls(pengguna, instansi, {unit: frozenset(orang) for unit, orang in kepala.items()})

    @property
    def serumah(self) -> bool:
        return self.pengguna.instansi_id == self.instansi.pk and self.pengguna.is_active

    @property
    def unit_dikepalai(self) -> frozenset[int]:
        return frozenset(unit for unit, orang in self.kepala.items() if self.pengguna.pk in orang)

    def boleh_isi(self, indikator: Indikator) -> bool:
        """Type, submit and withdraw."""
        if not self.serumah or indikator.instansi_id != self.instansi.pk:
            return False
        if self.pengguna.peran == Peran.PENYUSUN:
            return True
        pengisi = {p.unit_id for p in indikator.baris_pengisi.all()}
        if self.pengguna.peran == Peran.STAF:
            return self.pengguna.unit_id in pengisi
        return self.pengguna.peran == Peran.KABID and bool(pengisi & self.unit_dikepalai)

    def boleh_reviu(self, realisasi: Realisasi) -> bool:
        """Approve and return: the right head, and never one's own entry."""
        if not self.berwenang_reviu(realisasi):
            return False
        return self.pengguna.pk not in self._penyunting(realisasi)

    def berwenang_reviu(self, realisasi: Realisasi) -> bool:
        """The office is the right one, whether or not this person typed the value himself."""
        if not self.serumah or realisasi.indikator.instansi_id != self.instansi.pk:
            return False
        strategis = self._strategis(realisasi)
        if self.pengguna.peran == Peran.PIMPINAN:
            return strategis or not self._kabid_layak(realisasi)
        if self.pengguna.peran != Peran.KABID or strategis:
            return False
        return any(
            self.pengguna.pk in self.kepala.get(p.unit_id, ())
            for p in realisasi.indikator.baris_pengisi.all()
        )

    def tanpa_kabid(self, realisasi: Realisasi) -> bool:
        """True when no kabid can approve the row, so that it waits for pimpinan."""
        return not self._strategis(realisasi) and not self._kabid_layak(realisasi)

    def pemutus(self, realisasi: Realisasi) -> frozenset[int]:
        """Ids of the kabid accounts that may decide the row today; empty means that it waits for pimpinan."""
        return frozenset() if self._strategis(realisasi) else self._calon(realisasi)

    @staticmethod
    def _penyunting(realisasi: Realisasi) -> set[int]:
        if realisasi.pk is None:  # nobody has touched the quarter yet
            return set()
        ids = {p.pk for p in realisasi.penyimpan.all()}
        if realisasi.diajukan_oleh_id is not None:
            ids.add(realisasi.diajukan_oleh_id)
        return ids

    @staticmethod
    def _strategis(realisasi: Realisasi) -> bool:
        return any(
            p.jenjang == Jenjang.STRATEGIS and p.dokumen == "rencana-aksi" and mencakup(p, realisasi.triwulan)
            for p in realisasi.indikator.pemakaian.all()
        )

    def _kabid_layak(self, realisasi: Realisasi) -> bool:
        return bool(self._calon(realisasi))

    def _calon(self, realisasi: Realisasi) -> frozenset[int]:
        kepala = {
            orang
            for p in realisasi.indikator.baris_pengisi.all()
            for orang in self.kepala.get(p.unit_id, frozenset())
        }
        return frozenset(kepala - self._penyunting(realisasi))


def mencakup(pemakaian: Pemakaian, triwulan: int) -> bool:
    """In memory what ``Pemakaian.pada`` asks of the database."""
    sampai = pemakaian.sampai_triwulan
    return pemakaian.mulai_triwulan <= triwulan and (sampai is None or triwulan <= sampai)
