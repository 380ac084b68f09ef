"""Which report a page or print shows, read from its address, and what there is to choose from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from bakesbang.kinerja.models import Indikator, JadwalTriwulan, KunciTriwulan, Pemakaian, Realisasi
from bakesbang.kinerja.pilihan import TRIWULAN, NamaDokumen, StatusRealisasi
from bakesbang.kinerja.wewenang import mencakup
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi.laporan import Permintaan

TAHUN = "tahun"
NAMA_LAPORAN = {
    NamaDokumen.RENCANA_AKSI: "Laporan Capaian Rencana Aksi",
    NamaDokumen.IKU: "Capaian Indikator Kinerja Utama",
}


@dataclass(frozen=True)
class PilihanLaporan:
    """``?setahun=1`` the year so far, ``?semua=1`` counts values that nobody approved yet."""

    minta: Permintaan

    @classmethod
    def baca(cls, jenis: str, triwulan: int, data: QueryDict) -> PilihanLaporan:
        """Raises Http404 for a report or quarter that does not exist."""
        if jenis not in NamaDokumen.values:
            raise Http404(f"Laporan “{jenis}” tidak ada. Pilih {' atau '.join(NamaDokumen.values)}.")
        if triwulan not in dict(TRIWULAN):
            raise Http404("Triwulan hanya I sampai IV.")
        return cls(Permintaan(jenis, triwulan, data.get("setahun") == "1", data.get("semua") == "1"))

    @property
    def judul(self) -> str:
        return NAMA_LAPORAN[NamaDokumen(self.minta.jenis)]

    def kueri(self, *, setahun: bool | None = None, semua: bool | None = None) -> str:
        """The query of this report with something changed: "?setahun=1&semua=1", "" for the plain one."""
        setahun = self.minta.setahun if setahun is None else setahun
        semua = self.minta.termasuk_belum_disetujui if semua is None else semua
        isi = {"setahun": "1" if setahun else "", "semua": "1" if semua else ""}
        teks = urlencode({nama: nilai for nama, nilai in isi.items() if nilai})
        return f"?{teks}" if teks else ""

    @property
    def kueri_triwulan(self) -> str:
        return self.kueri(setahun=False)

    @property
    def kueri_tahun(self) -> str:
        return self.kueri(setahun=True)

    @property
    def kueri_disetujui(self) -> str:
        return self.kueri(semua=False)

    @property
    def kueri_semua(self) -> str:
        return self.kueri(semua=True)


@dataclass(frozen=True)
class Keadaan:
    """One quarter of one document: how far it is, and the lock that makes its print final."""

    triwulan: int
    jadwal: JadwalTriwulan | None
    kunci: KunciTriwulan | None
    jatuh_tempo: int
    terisi: int
    disetujui: int


def keadaan_laporan(k: PageContext) -> dict[str, list[Keadaan]]:
    """Per document its four quarters, in a constant number of queries."""
    jadwal = {j.triwulan: j for j in JadwalTriwulan.objects.milik(k.instansi, k.tahun)}
    kunci: dict[int, KunciTriwulan] = {}
    # The frozen tables are large; a list of locks does not need them.
    semua = KunciTriwulan.objects.filter(jadwal__in=jadwal.values()).defer("isi").select_related("jadwal", "dikunci_oleh")  # fmt: skip
    for satu in semua.order_by("nomor"):
        if satu.jadwal.terkunci:
            kunci[satu.jadwal.triwulan] = satu
    indikator = Indikator.objects.milik(k.instansi, k.tahun)
    pemakaian = list(Pemakaian.objects.filter(indikator__in=indikator))
    status: dict[int, dict[int, str]] = defaultdict(dict)
    for pk, triwulan, kata in Realisasi.objects.filter(indikator__in=indikator).values_list(
        "indikator", "triwulan", "status"
    ):
        status[triwulan][pk] = kata

    def satu_keadaan(jenis: str, n: int) -> Keadaan:
        ids = {p.indikator_id for p in pemakaian if p.dokumen == jenis and mencakup(p, n)}
        kata = [status[n].get(pk, StatusRealisasi.BELUM_DIISI) for pk in ids]
        terisi = sum(s != StatusRealisasi.BELUM_DIISI for s in kata)
        return Keadaan(
            n, jadwal.get(n), kunci.get(n), len(ids), terisi, kata.count(StatusRealisasi.DISETUJUI)
        )

    return {jenis: [satu_keadaan(jenis, n) for n, _ in TRIWULAN] for jenis in NamaDokumen.values}
