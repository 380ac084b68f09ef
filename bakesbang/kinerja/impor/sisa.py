"""Cells for which the plan has no place: kept as notes of the objective they are about."""

from __future__ import annotations

from bakesbang.kinerja.impor.kata import SETAHUN, Peran, rapat
from bakesbang.kinerja.impor.kepala import Kepala, Kolom, Sel
from bakesbang.kinerja.impor.lapor import Buku, Keadaan, Letak
from bakesbang.kinerja.impor.pohon import Berjalan, IndikatorBaca, PembacaPohon, Simpul

TW = ("", "TW I", "TW II", "TW III", "TW IV")


class PencatatSisa:
    """What a reader of rows knows of its table, and how it keeps a note."""

    def __init__(self, kepala: Kepala, buku: Buku, berjalan: Berjalan, pohon: PembacaPohon) -> None:
        self.kepala, self.buku, self.s, self.pohon = kepala, buku, berjalan, pohon
        self.kolom_indikator = {k.kelompok: k for k in kepala.cari(Peran.INDIKATOR)}

    def _catatan(self, k: Kolom, sel: Sel, periode: int | None) -> None:
        if k.peran == Peran.ABAIKAN:
            self.buku.catat(sel.letak, "Tidak dipakai, sesuai pilihan Anda", Keadaan.DICATAT)
            return
        depan = f"{k.judul}, {TW[periode]}" if periode and periode != SETAHUN else k.judul
        self._simpan_catatan(k, f"{depan or 'Catatan'}: {rapat(sel.teks)}", sel.letak)

    def _simpan_catatan(self, k: Kolom, teks: str, letak: Letak, keadaan: Keadaan = Keadaan.DICATAT) -> None:
        simpul = self._pemilik(k)
        if simpul is None:
            self.buku.catat(
                letak,
                "Keterangan sebelum sasaran pertama",
                keadaan,
                "Tidak ada tempatnya di dokumen; tercatat di laporan ini.",
            )
            return
        terbuka = self.s.kelompok.get(k.kelompok)
        if terbuka and len(simpul.indikator) > 1:
            teks = f"{teks} ({terbuka[-1].teks})"
        if teks not in simpul.catatan:
            simpul.catatan.append(teks)
        self.buku.catat(letak, f"Catatan pada “{simpul.teks[:60]}”", keadaan, "", simpul.nomor)

    def _pemilik(self, k: Kolom) -> Simpul | None:
        """The objective that a note is about: a step between the indicator and the note, else the indicator's own."""
        indikator = self.kolom_indikator.get(k.kelompok)
        kiri = [
            x
            for x in self.kepala.cari(Peran.SASARAN)
            if x.nomor < k.nomor and indikator and x.nomor > indikator.nomor
        ]
        langkah = next((x for x in self.s.baru if kiri and x.jenjang in kiri[-1].jenjang), None)
        if langkah is not None and not langkah.indikator:
            return langkah
        if self.s.kelompok.get(k.kelompok):
            pemilik = self._milik(self.s.kelompok[k.kelompok][-1])
            if pemilik is not None:
                return pemilik
        return self.pohon.simpul_kelompok(self.kolom_indikator.get(k.kelompok)) or self.s.terdalam

    def _milik(self, ind: IndikatorBaca) -> Simpul | None:
        """The objective of an indicator: it was read lately, so the search begins at the end."""
        return next((x for x in reversed(self.s.semua) if any(i is ind for i in reversed(x.indikator))), None)
