"""Indicators of a row and the values beside them: year, quarters in every printed form, months, notes."""

from __future__ import annotations

import re

from bakesbang.kinerja.impor.kata import (
    LANJUTAN,
    NAMA_BULAN,
    NAMA_PERAN,
    SETAHUN,
    Peran,
    baca_periode,
    kumulatif,
    lepas_nomor,
    lipat,
    pecah_butir,
    pecah_empat,
    pecah_tw,
    rapat,
)
from bakesbang.kinerja.impor.kepala import Kepala, Kolom, Sel
from bakesbang.kinerja.impor.lapor import Buku, Keadaan, Letak
from bakesbang.kinerja.impor.pohon import Berjalan, IndikatorBaca, PembacaPohon
from bakesbang.kinerja.impor.sisa import TW, PencatatSisa

TEKS_LEPAS = (
    Peran.SATUAN,
    Peran.PENANGGUNG_JAWAB,
    Peran.RUMUS,
    Peran.SUMBER_DATA,
    Peran.DEFINISI,
    Peran.ALASAN,
)
BELUM_TERTULIS = "Sasaran belum tertulis"
NILAI = (Peran.TARGET, Peran.TW, Peran.TW_SEMUA, Peran.BULAN)
_BARIS_NILAI = re.compile(r"\s*(?:\n|;|\||,\s(?=['\"\d-]))\s*")


class PembacaIsi(PencatatSisa):
    """Reads everything of a row that is not an objective."""

    def __init__(
        self, kepala: Kepala, buku: Buku, berjalan: Berjalan, pohon: PembacaPohon, kolom_tw: frozenset[int]
    ) -> None:
        super().__init__(kepala, buku, berjalan, pohon)
        self.kolom_tw = kolom_tw
        self.kolom_nilai = [k for k in kepala.kolom if k.peran in NILAI]
        self.periode = next(iter(kepala.cari(Peran.PERIODE)), None)
        self.unit: Sel | None = None
        self.tw_baris: set[int] = set()

    # ── indicators ──
    def indikator(self, isi: list[Sel]) -> None:
        for k in self.kolom_indikator.values():
            teks = isi[k.nomor].teks.strip()
            if teks:
                self._indikator(k, teks, isi)
        for k in self.kepala.cari(Peran.KUNCI):
            self._kunci(k, isi[k.nomor])

    def _indikator(self, k: Kolom, teks: str, isi: list[Sel]) -> None:
        letak, simpul = isi[k.nomor].letak, self.pohon.simpul_kelompok(k)
        terbuka = self.s.kelompok.get(k.kelompok, [])
        if terbuka and self._lanjutan(terbuka, teks, letak, isi, k):
            return
        if simpul is None and not self.pohon.kolom_sasaran:
            simpul = self.pohon.judul(BELUM_TERTULIS, letak, tersirat=True)
            self.buku.catat(
                letak,
                "",
                Keadaan.PERINGATAN,
                f"Sasarannya tidak tertulis, jadi ditaruh di bawah “{BELUM_TERTULIS}”.",
            )
        if simpul is None:
            self.buku.catat(
                letak, "", Keadaan.TIDAK_TERBACA, "Indikator ini tidak mempunyai sasaran di atasnya."
            )
            return
        butir = pecah_butir(teks)
        hasil = []
        for n, satu in enumerate(butir):
            nomor, uraian = lepas_nomor(satu) if len(butir) == 1 else ("", satu)
            uraian = LANJUTAN.sub("", uraian) or uraian
            ada = next((i for i in simpul.indikator if lipat(i.teks) == lipat(uraian)), None)
            baru = ada or IndikatorBaca(uraian, letak)
            if ada is None:
                simpul.indikator.append(baru)
                self._unit(baru)
            hasil.append(baru)
            keadaan, sebab = Keadaan.JELAS, ""
            if len(butir) > 1:
                keadaan, sebab = Keadaan.DIRAPIKAN, f"Satu sel memuat {len(butir)} indikator, jadi dipisah."
            elif nomor:
                keadaan, sebab = Keadaan.DIRAPIKAN, f"Nomor “{nomor}” dilepas."
            if ada is not None and ada.letak != letak:
                keadaan, sebab = Keadaan.DICATAT, "Indikator yang sama ditulis lagi."
            self.buku.catat(
                letak,
                f"Indikator{f' {n + 1}' if len(butir) > 1 else ''}: {uraian}",
                keadaan,
                sebab,
                simpul.nomor,
            )
        self.s.kelompok[k.kelompok] = hasil
        self.s.tw.pop(k.kelompok, None)

    def bagian(self, sel: Sel) -> None:
        """The rows below are of this unit; without a column for it, it answers for their indicators."""
        self.unit = None if self.kepala.cari(Peran.PENANGGUNG_JAWAB) else sel
        arti = (
            "Judul bagian" if self.unit is None else f"Penanggung jawab baris di bawahnya: {rapat(sel.teks)}"
        )
        self.buku.catat(sel.letak, arti, Keadaan.DICATAT)

    def _unit(self, ind: IndikatorBaca) -> None:
        if self.unit is not None:
            ind.isian[Peran.PENANGGUNG_JAWAB] = rapat(self.unit.teks)
            ind.sel[Peran.PENANGGUNG_JAWAB] = self.unit.letak

    def _lanjutan(
        self, terbuka: list[IndikatorBaca], teks: str, letak: Letak, isi: list[Sel], k: Kolom
    ) -> bool:
        """The rest of an indicator that a page break cut."""
        ada_nilai = any(isi[x.nomor].teks.strip() for x in self.kolom_nilai if x.kelompok == k.kelompok)
        if not teks[:1].islower() or re.match(r"^[a-z][.)]\s", teks) or ada_nilai or self.s.baru:
            return False
        terbuka[-1].teks = f"{terbuka[-1].teks} {rapat(teks)}"
        self.buku.catat(
            letak,
            f"Lanjutan indikator “{terbuka[-1].teks[:60]}”",
            Keadaan.DIRAPIKAN,
            "Kalimatnya terpotong, jadi disambung.",
        )
        return True

    def _kunci(self, k: Kolom, sel: Sel) -> None:
        teks = sel.teks.strip()
        if not teks:
            return
        terbuka = [i for daftar in self.s.kelompok.values() for i in daftar]
        if k.nomor < min((x.nomor for x in self.kolom_indikator.values()), default=0) and self.s.terdalam:
            self.s.terdalam.kunci = teks
        elif terbuka:
            terbuka[-1].kunci = teks
        self.buku.catat(sel.letak, "Kunci pencocok", Keadaan.DICATAT)

    def terbuka(self, kelompok: int, letak: Letak) -> list[IndikatorBaca]:
        """The indicators a value belongs to; an objective without one lends its own words."""
        if daftar := self.s.kelompok.get(kelompok):
            return daftar
        simpul = self.pohon.simpul_kelompok(self.kolom_indikator.get(kelompok))
        if simpul is None:
            return []
        if not simpul.indikator:
            simpul.indikator.append(IndikatorBaca(simpul.teks, letak, tersirat=True))
            self.buku.catat(
                letak,
                "",
                Keadaan.PERINGATAN,
                "Indikatornya tidak tertulis, jadi bunyi sasarannya yang dipakai.",
                simpul.nomor,
            )
        self.s.kelompok[kelompok] = simpul.indikator[-1:]
        return self.s.kelompok[kelompok]

    # ── values ──
    def nilai(self, isi: list[Sel]) -> None:
        periode = self._periode(isi)
        self.tw_baris.clear()
        for k in self.kolom_nilai:
            if isi[k.nomor].teks.strip():
                self._nilai(k, isi[k.nomor], periode)
        for k in self.kepala.cari(Peran.PENJELASAN):
            if isi[k.nomor].teks.strip():
                self._penjelasan(k, isi[k.nomor], periode)
        for k in self.kepala.cari(*TEKS_LEPAS):
            if isi[k.nomor].teks.strip():
                self._teks(k, isi[k.nomor])
        for k in self.kepala.cari(Peran.CATATAN, Peran.ABAIKAN):
            if isi[k.nomor].teks.strip():
                self._catatan(k, isi[k.nomor], periode)

    def _periode(self, isi: list[Sel]) -> int | None:
        if self.periode is None or not (teks := isi[self.periode.nomor].teks.strip()):
            return None
        tw = baca_periode(teks)
        if tw == SETAHUN:
            self.buku.catat(isi[self.periode.nomor].letak, "Baris TW I sampai IV")
        elif tw:
            self.buku.catat(isi[self.periode.nomor].letak, f"Baris {TW[tw]}")
            if kumulatif(teks):
                for daftar in self.s.kelompok.values():
                    for ind in daftar:
                        ind.kumulatif = True
        return tw

    def _untuk_periode(self, k: Kolom) -> bool:
        """Whether a target column speaks of the row's quarter: right of the quarter's name, or the only one."""
        target = [x.nomor for x in self.kepala.cari(Peran.TARGET)]
        return self.periode is not None and (k.nomor > self.periode.nomor or max(target) < self.periode.nomor)

    def _nilai(self, k: Kolom, sel: Sel, periode: int | None) -> None:
        teks, daftar = sel.teks.strip(), self.terbuka(k.kelompok, sel.letak)
        if not daftar:
            self.buku.catat(sel.letak, "", Keadaan.TIDAK_TERBACA, "Nilai ini tidak mempunyai indikator.")
        elif k.peran == Peran.TW:
            for ind in daftar:
                ind.kumulatif = ind.kumulatif or kumulatif(k.judul)
            self._bagi(daftar, teks, sel.letak, k.urutan, k.kelompok)
        elif k.peran == Peran.BULAN:
            for ind, satu in self._per_indikator(daftar, teks, sel.letak):
                ind.bulan[k.urutan] = satu
                ind.sel.setdefault("bulan", sel.letak)
                ind.sel[f"bulan{k.urutan}"] = sel.letak
                self.buku.catat(sel.letak, f"Target {NAMA_BULAN[k.urutan - 1]}: {satu}")
        elif k.peran == Peran.TW_SEMUA:
            self._semua_tw(k, daftar, sel)
        elif pecahan := pecah_tw(teks):
            self._sel_tw(k, daftar, sel, pecahan)
        elif periode and self._untuk_periode(k):
            for tw in range(1, 5) if periode == SETAHUN else (periode,):
                self._bagi(daftar, teks, sel.letak, tw, k.kelompok)
        elif k.nomor in self.kolom_tw:
            self._tanpa_label(k, daftar, sel)
        else:
            self._tahunan(k, daftar, sel)

    def _sel_tw(
        self, k: Kolom, daftar: list[IndikatorBaca], sel: Sel, pecahan: list[tuple[int, str, str]]
    ) -> None:
        for tw, label, isi in pecahan:
            self._bagi(daftar, isi, sel.letak, tw, k.kelompok, sel_tw=True)
            if not re.search(r"\s=$", label):
                self.buku.catat(
                    sel.letak, "", Keadaan.DIRAPIKAN, f"“{label}” ditulis rapi sebagai “{TW[tw]} =”."
                )
        if depan := sel.teks[: sel.teks.upper().find(pecahan[0][1].upper())].strip():
            self._simpan_catatan(k, f"{k.judul}: {depan}", sel.letak)

    def _bagi(
        self,
        daftar: list[IndikatorBaca],
        teks: str,
        letak: Letak,
        tw: int,
        kelompok: int,
        *,
        sel_tw: bool = False,
    ) -> None:
        self.s.tw[kelompok] = tw
        self.tw_baris.add(tw)
        for ind, satu in self._per_indikator(daftar, teks, letak):
            if tw in ind.tw and ind.tw[tw] != satu:
                satu = self._dua_nilai(ind, tw, satu, letak)
            ind.tw[tw] = satu
            ind.sel[f"tw{tw}"] = letak
            kosong = satu if satu else "kosong, belum disebut"
            self.buku.catat(letak, f"{TW[tw]}: {'strip, tidak direncanakan' if satu == '-' else kosong}")

    def _dua_nilai(self, ind: IndikatorBaca, tw: int, baru: str, letak: Letak) -> str:
        lama, (p, b, c) = ind.tw[tw], letak
        simpul = self._milik(ind)
        if simpul is not None:
            simpul.catatan.append(f"{TW[tw]} “{ind.teks[:60]}” tertulis dua kali: “{lama}” dan “{baru}”.")
        return self.buku.tanyakan(
            f"dua:{p}:{b}:{c}:{tw}", [letak], f"{TW[tw]} indikator “{ind.teks[:60]}” tertulis dua kali. Yang mana yang dipakai?",
            [(lama, lama or "kosong"), (baru, baru or "kosong")], lama,
        )  # fmt: skip

    def _per_indikator(
        self, daftar: list[IndikatorBaca], teks: str, letak: Letak
    ) -> list[tuple[IndikatorBaca, str]]:
        """One value for one indicator; as many values as indicators in one cell are dealt out."""
        if len(daftar) == 1:
            return [(daftar[0], rapat(teks))]
        bagian = pecah_butir(teks)
        if len(bagian) != len(daftar):
            bagian = [rapat(t) for t in _BARIS_NILAI.split(teks.strip()) if t.strip()]
        if len(bagian) == len(daftar):
            return list(zip(daftar, bagian, strict=True))
        self.buku.catat(
            letak,
            "",
            Keadaan.PERINGATAN,
            f"Satu nilai untuk {len(daftar)} indikator, jadi dipakai untuk semuanya.",
        )
        return [(ind, rapat(teks)) for ind in daftar]

    def _semua_tw(self, k: Kolom, daftar: list[IndikatorBaca], sel: Sel) -> None:
        """Four values in one cell, or one a row below each other."""
        teks = sel.teks.strip()
        if pecahan := pecah_tw(teks):
            self._sel_tw(k, daftar, sel, pecahan)
            return
        if pecahan := pecah_empat(teks):
            for tw, _, satu in pecahan:
                self._bagi(daftar, satu, sel.letak, tw, k.kelompok)
            return
        bagian = [b for b in _BARIS_NILAI.split(teks) if b.strip()]
        kosong = next((tw for tw in range(1, 5) if tw not in daftar[-1].tw), None)
        if len(bagian) == 1 and kosong:
            self._bagi(daftar, bagian[0], sel.letak, kosong, k.kelompok)
        else:
            self._simpan_catatan(k, f"{k.judul}: {rapat(teks)}", sel.letak, Keadaan.PERINGATAN)

    def _tanpa_label(self, k: Kolom, daftar: list[IndikatorBaca], sel: Sel) -> None:
        usul = next((tw for tw in range(1, 5) if tw not in daftar[-1].tw), 4)
        p, b, c = sel.letak
        jawab = self.buku.tanyakan(
            f"triwulan:{p}:{b}:{c}", [sel.letak], "Triwulannya tidak tertulis.",
            [*((str(n), TW[n]) for n in range(1, 5)), ("tahun", "Target tahun")], str(usul),
        )  # fmt: skip
        if jawab == "tahun":
            self._tahunan(k, daftar, sel)
        else:
            self._bagi(daftar, sel.teks.strip(), sel.letak, int(jawab), k.kelompok)

    def _tahunan(self, k: Kolom, daftar: list[IndikatorBaca], sel: Sel) -> None:
        for ind, satu in self._per_indikator(daftar, sel.teks, sel.letak):
            if ind.tahunan is not None and ind.tahunan != satu:
                self._simpan_catatan(
                    k, f"{k.judul}, “{ind.teks[:60]}”: {satu}", sel.letak, Keadaan.PERINGATAN
                )
                continue
            ind.tahunan = satu
            ind.sel["tahunan"] = sel.letak
            self.buku.catat(sel.letak, f"Target tahun: {satu}")

    def _penjelasan(self, k: Kolom, sel: Sel, periode: int | None) -> None:
        daftar = self.terbuka(k.kelompok, sel.letak)
        pecahan = pecah_tw(sel.teks)
        if k.urutan:
            pecahan = [(k.urutan, "", rapat(sel.teks))]
        elif not pecahan:
            tw = (periode if periode != SETAHUN else None) or self.s.tw.get(k.kelompok)
            if tw is None or (not self.kolom_tw and not periode) or (not periode and len(self.tw_baris) > 1):
                self._simpan_catatan(k, f"{k.judul}: {rapat(sel.teks)}", sel.letak)
                return
            pecahan = [(tw, "", rapat(sel.teks))]
        for tw, _, teks in pecahan:
            for ind, satu in self._per_indikator(daftar, teks, sel.letak):
                lama = ind.penjelasan.get(tw, "")
                ind.penjelasan[tw] = f"{lama}\n{satu}" if lama else satu
                ind.sel[f"penjelasan{tw}"] = sel.letak
                self.buku.catat(
                    sel.letak,
                    f"Penjelasan {TW[tw]}",
                    Keadaan.DIRAPIKAN if lama else Keadaan.JELAS,
                    "Disambung ke penjelasan di atasnya." if lama else "",
                )

    def _teks(self, k: Kolom, sel: Sel) -> None:
        """Unit, formula, source, office: one text of the open indicators."""
        if k.peran is None:
            return
        kelompok = k.kelompok
        if k.peran == Peran.PENANGGUNG_JAWAB and self.s.kelompok:
            kelompok = max(self.s.kelompok) if kelompok not in self.s.kelompok else kelompok
        daftar = self.terbuka(kelompok, sel.letak)
        utuh = sel.teks.strip() if k.peran == Peran.RUMUS else rapat(sel.teks)
        for ind in daftar:
            lama = ind.isian.get(k.peran, "")
            if lama and lipat(lama) != lipat(utuh):
                ind.isian[k.peran] = f"{lama}\n{utuh}"
                self.buku.catat(
                    sel.letak,
                    f"{NAMA_PERAN[k.peran]}: {utuh}",
                    Keadaan.DIRAPIKAN,
                    "Disambung ke isi di atasnya.",
                )
                continue
            ind.isian[k.peran] = utuh
            ind.sel[k.peran] = sel.letak
            self.buku.catat(sel.letak, f"{NAMA_PERAN[k.peran]}: {utuh}")
