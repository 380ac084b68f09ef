"""A plan read from a file beside the plan there is: what is added, changed, gone, and which pairs only a person
can confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bakesbang.kinerja.impor.berkas import Selisih
from bakesbang.kinerja.impor.kata import NAMA_JENJANG, Peran
from bakesbang.kinerja.impor.medan import BIARKAN, BUANG, medan_baru, medan_lama, sebut_medan
from bakesbang.kinerja.impor.pasang import Butir, Pasangan, pasangkan
from bakesbang.kinerja.impor.pohon import Simpul
from bakesbang.kinerja.models import KetetapanIndikator, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.models import Jabatan
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.impor import HasilImpor
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi


@dataclass
class Banding:
    """What saving would do to ``versi``, by primary keys; ``daftar`` says it in words."""

    tambah_sasaran: list[tuple[int | None, SasaranBaru]] = field(default_factory=list)
    tambah_indikator: list[tuple[int, IndikatorSasaranBaru]] = field(default_factory=list)
    ubah_sasaran: dict[int, dict[str, str]] = field(default_factory=dict)
    pindah: dict[int, int | None] = field(default_factory=dict)
    ubah_butir: dict[int, dict[str, str]] = field(default_factory=dict)
    buang_sasaran: list[int] = field(default_factory=list)
    buang_butir: list[int] = field(default_factory=list)
    daftar: list[Selisih] = field(default_factory=list)

    @property
    def ada(self) -> bool:
        return bool(
            self.tambah_sasaran or self.tambah_indikator or self.ubah_sasaran or self.pindah or self.ubah_butir
            or self.buang_sasaran or self.buang_butir
        )  # fmt: skip


class Pembanding:
    """Compares by key, else level, parent and words, else proposes pairs (questions in the ledger)."""

    def __init__(self, versi: VersiRencanaAksi, hasil: HasilImpor) -> None:
        self.hasil, self.buku, self.b = hasil, hasil.buku, Banding()
        self.peran = {k.peran for kepala in hasil.bacaan.kepala.values() for k in kepala.kolom}
        rencana = versi.rencana
        self.jabatan = {j.kode: j.pk for j in Jabatan.objects.filter(unit__instansi=rencana.instansi)}
        sasaran = list(Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk"))
        self.anak: dict[int | None, list[Sasaran]] = {}
        for s in sasaran:
            self.anak.setdefault(s.induk_id, []).append(s)
        self.kunci = {str(s.kunci): s for s in sasaran}
        butir = IndikatorSasaran.objects.filter(sasaran__versi=versi).order_by("urutan", "pk")
        self.butir: dict[int, list[IndikatorSasaran]] = {}
        for x in butir:
            self.butir.setdefault(x.sasaran_id, []).append(x)
        ketetapan = (
            KetetapanIndikator.objects.filter(di_sasaran__sasaran__versi=versi)
            .prefetch_related("target_triwulan", "penanggung_jawab")
            .select_related("target_tahunan")
        )
        self.ketetapan = {k.pk: k for k in ketetapan}
        self.terisi = set(
            Realisasi.objects.filter(indikator__ketetapan__in=self.ketetapan)
            .exclude(status=StatusRealisasi.BELUM_DIISI)
            .values_list("indikator_id", flat=True)
        )

    def banding(self) -> Banding:
        self._tingkat(None, self.hasil.pohon, self.hasil.bacaan.akar)
        return self.b

    def _tingkat(self, induk: int | None, baru: Sequence[SasaranBaru], simpul: Sequence[Simpul]) -> None:
        lama = list(self.anak.get(induk, []))
        for s in baru:
            milik = self.kunci.get(str(s.kunci)) if s.kunci else None
            if milik is not None and milik not in lama and milik.induk_id != induk:
                self.b.pindah[milik.pk] = induk
                self.b.daftar.append(
                    Selisih(
                        "ubah", _sebut(milik.jenjang), milik.uraian, (("Induk", "di tempat lain", "di sini"),)
                    )
                )
                lama.append(milik)
        pasangan = pasangkan(
            [Butir(str(s.kunci), s.uraian) for s in lama], [Butir(str(s.kunci or ""), s.uraian) for s in baru]
        )
        pilih = self._setujui(pasangan, [s.uraian for s in lama], simpul, [f"s{s.pk}" for s in lama])
        for n, (s, asal) in enumerate(zip(baru, simpul, strict=True)):
            if n in pilih:
                self._sasaran(lama[pilih[n]], s, asal)
            else:
                self._baru(induk, s, asal)
        for m, ada in enumerate(lama):
            if m not in pilih.values() and ada.pk not in self.b.pindah:
                self._hilang(ada)

    def _setujui(
        self, pasangan: Pasangan, teks: Sequence[str], simpul: Sequence[Simpul], tanda: Sequence[str]
    ) -> dict[int, int]:
        pilih = dict(pasangan.pasti)
        for baru, lama in pasangan.duga:
            jawab = self.buku.tanyakan(
                f"pasang:{tanda[lama]}:{simpul[baru].letak}", [simpul[baru].letak],
                f"Sama dengan “{teks[lama][:90]}” yang sudah ada, dengan bunyi baru?",
                [("ya", "Ya, bunyinya berubah"), ("tidak", "Bukan, ini baru")], "ya",
            )  # fmt: skip
            if jawab == "ya":
                pilih[baru] = lama
        return pilih

    # ── objectives ──
    def _sasaran(self, lama: Sasaran, baru: SasaranBaru, simpul: Simpul) -> None:
        isi = {"uraian": baru.uraian}
        if baru.kode_nomenklatur:
            isi["kode_nomenklatur"] = baru.kode_nomenklatur
        if baru.catatan:
            isi["catatan"] = baru.catatan
        ubah = {n: t for n, t in isi.items() if getattr(lama, n) != t}
        if ubah:
            self.b.ubah_sasaran[lama.pk] = ubah
            rinci = tuple((sebut_medan(n), getattr(lama, n), t) for n, t in ubah.items())
            self.b.daftar.append(Selisih("ubah", _sebut(lama.jenjang), lama.uraian, rinci))
        self._indikator(lama, baru, simpul)
        self._tingkat(lama.pk, baru.anak, simpul.anak)

    def _baru(self, induk: int | None, baru: SasaranBaru, simpul: Simpul) -> None:
        self.b.tambah_sasaran.append((induk, baru))
        for s, x in zip(baru.telusuri(), simpul.telusuri(), strict=True):
            self.b.daftar.append(Selisih("tambah", _sebut(x.jenjang), s.uraian))
            self.b.daftar += [Selisih("tambah", "Indikator", i.indikator.uraian) for i in s.indikator]

    def _hilang(self, s: Sasaran) -> None:
        semua = self._keturunan(s)
        terisi = [b for x in semua for b in self.butir.get(x.pk, []) if self._bernilai(b)]
        if self._tanya_hilang(f"hilang:s:{s.kunci}", _sebut(s.jenjang), s.uraian, len(terisi)) == BUANG:
            self.b.buang_sasaran.append(s.pk)

    def _tanya_hilang(self, kunci: str, apa: str, nama: str, terisi: int) -> str:
        self.b.daftar.append(Selisih("hilang", apa, nama))
        realisasi = f" {terisi} indikatornya sudah mempunyai realisasi." if terisi else ""
        return self.buku.tanyakan(
            kunci, [], f"{apa} “{nama[:90]}” tidak ada di berkas.{realisasi}",
            [(BIARKAN, "Biarkan di draf"), (BUANG, "Buang dari draf")], BIARKAN,
        )  # fmt: skip

    def _keturunan(self, s: Sasaran) -> list[Sasaran]:
        return [s, *(y for x in self.anak.get(s.pk, []) for y in self._keturunan(x))]

    def _bernilai(self, b: IndikatorSasaran) -> bool:
        return self.ketetapan[b.ketetapan_id].indikator_id in self.terisi

    # ── indicators ──
    def _indikator(self, s: Sasaran, baru: SasaranBaru, simpul: Simpul) -> None:
        lama = self.butir.get(s.pk, [])
        pasangan = pasangkan(
            [Butir(str(b.kunci), self.ketetapan[b.ketetapan_id].uraian) for b in lama],
            [
                Butir(asal.kunci, i.indikator.uraian)
                for i, asal in zip(baru.indikator, simpul.indikator, strict=True)
            ],
        )
        pilih = dict(pasangan.pasti)
        for n, m in pasangan.duga:
            letak = simpul.indikator[n].letak
            jawab = self.buku.tanyakan(
                f"pasang:i{lama[m].pk}:{letak}:{n}", [letak], f"Sama dengan indikator “{self.ketetapan[lama[m].ketetapan_id].uraian[:90]}”, dengan bunyi baru?",
                [("ya", "Ya, bunyinya berubah"), ("tidak", "Bukan, ini baru")], "ya",
            )  # fmt: skip
            if jawab == "ya":
                pilih[n] = m
        for n, i in enumerate(baru.indikator):
            if n in pilih:
                self._butir(lama[pilih[n]], i)
            else:
                self.b.tambah_indikator.append((s.pk, i))
                self.b.daftar.append(Selisih("tambah", "Indikator", i.indikator.uraian))
        for m, b in enumerate(lama):
            if m not in pilih.values():
                nama = self.ketetapan[b.ketetapan_id].uraian
                if (
                    self._tanya_hilang(f"hilang:i:{b.kunci}", "Indikator", nama, int(self._bernilai(b)))
                    == BUANG
                ):
                    self.b.buang_butir.append(b.pk)

    def _butir(self, lama: IndikatorSasaran, baru: IndikatorSasaranBaru) -> None:
        k = self.ketetapan[lama.ketetapan_id]
        kini = medan_lama(k) | {"penanggung_jawab_cetak": lama.penanggung_jawab_cetak}
        isi = medan_baru(baru.indikator, self.peran, self.jabatan)
        if Peran.PENANGGUNG_JAWAB in self.peran:
            isi["penanggung_jawab_cetak"] = baru.penanggung_jawab_cetak
        ubah = {n: t for n, t in isi.items() if kini.get(n, "") != t}
        if ubah:
            self.b.ubah_butir[lama.pk] = ubah
            rinci = tuple(
                (sebut_medan(n), kini.get(n, ""), t) for n, t in ubah.items() if n != "penanggung_jawab"
            )
            self.b.daftar.append(
                Selisih("ubah", "Indikator", k.uraian, rinci or (("Penanggung jawab", "", "jabatan lain"),))
            )


def _sebut(jenjang: int) -> str:
    return f"Sasaran {NAMA_JENJANG[min(jenjang, 5)].lower()}"
