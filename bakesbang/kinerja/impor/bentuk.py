"""From what was read to the plain shapes that ``tindakan.buat`` takes, with the questions on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bakesbang.calculation.formula import Rumus, RumusSalah, normalkan, usulkan_kode
from bakesbang.calculation.values.value import Keadaan as KeadaanNilai
from bakesbang.calculation.values.value import Nilai, baca_nilai, tampilkan_lengkap
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru, VariabelBaru
from bakesbang.kinerja.impor.jabatan import Kantor, PencocokJabatan
from bakesbang.kinerja.impor.kata import LANJUTAN, NAMA_BULAN, Peran, lipat, rapat
from bakesbang.kinerja.impor.lapor import Buku, Keadaan, Letak
from bakesbang.kinerja.impor.pohon import IndikatorBaca
from bakesbang.kinerja.impor.usul import usulkan
from bakesbang.kinerja.pilihan import Agregasi, JenisTarget

TW = ("", "TW I", "TW II", "TW III", "TW IV")
TANPA = "tanpa"


@dataclass(frozen=True)
class Penanggung:
    """Offices of an indicator with the text as printed ("" = merged with the row above)."""

    kode: tuple[str, ...] = ()
    cetak: str = ""


class PembuatIndikator:
    """Makes ``IndikatorBaru`` out of readings; doubts go to the ledger as questions."""

    def __init__(self, buku: Buku, kantor: Sequence[Kantor]) -> None:
        self.buku, self.kantor = buku, tuple(kantor)
        self.pencocok = PencocokJabatan(kantor)
        self.satu_bulan = ""

    def buat(self, ind: IndikatorBaca, kode_jabatan: tuple[str, ...] = ()) -> IndikatorBaru:
        if ind.bulan:
            self._bulan(ind)
        usul = usulkan(ind)
        agregasi = usul.agregasi
        if usul.tanya:
            agregasi = self._tanya_agregasi(ind)
        self._kosong(ind)
        triwulan = {
            tw: TargetBaru(
                ind.tw.get(tw, ""), ind.penjelasan.get(tw, ""),
                JenisTarget.TAHAPAN if tw in usul.tahapan else JenisTarget.NILAI,
                self._tafsir(ind.tw.get(tw, ""), ind.sel.get(f"tw{tw}")),
            )
            for tw in (range(1, 5) if ind.tw else ())
        }  # fmt: skip
        rumus, variabel, satuan_rumus = self._rumus(ind)
        tahunan = None
        if ind.tahunan is not None:
            tahunan = TargetBaru(ind.tahunan, tafsir=self._tafsir(ind.tahunan, ind.sel.get("tahunan")))
        usulan = list(usul.nama)
        if variabel:
            usulan.append("agregasi variabel")
        if satuan_rumus and not usul.satuan:
            usulan.append("satuan")
        if agregasi == "" and rumus and not ind.tw:
            agregasi = Agregasi.RASIO
            usulan.append("agregasi")
        return IndikatorBaru(
            uraian=ind.teks, tahunan=tahunan, triwulan=triwulan, satuan=(usul.satuan or satuan_rumus)[:60], polaritas=usul.polaritas,
            agregasi=agregasi, frekuensi=usul.frekuensi if not rumus else IndikatorBaru.frekuensi,
            definisi_operasional=ind.isian.get(Peran.DEFINISI, ""), sumber_data=ind.isian.get(Peran.SUMBER_DATA, ""),
            rumus=rumus, variabel=variabel, jabatan=kode_jabatan, usulan=tuple(usulan),
        )  # fmt: skip

    # ── doubts about values ──
    def _tafsir(self, teks: str, letak: Letak | None) -> str:
        nilai = baca_nilai(teks)
        if not nilai.ragu or letak is None:
            if letak is not None and nilai.keadaan == KeadaanNilai.TEKS:
                self.buku.catat(
                    letak,
                    "Target berupa teks",
                    Keadaan.PERINGATAN,
                    "Tidak terbaca sebagai angka; disimpan persis seperti tertulis.",
                )
            return ""
        p, b, c = letak
        pilihan = [(str(t), label) for t, label in nilai.pilihan]
        if len(pilihan) == 1:
            self.buku.catat(letak, f"Dibaca {tampilkan_lengkap(nilai)}", Keadaan.PERINGATAN, nilai.gema)
            return ""
        jawab = self.buku.tanyakan(
            f"ragu:{p}:{b}:{c}:{lipat(teks)}", [letak], nilai.gema, [*pilihan, (TANPA, "Tanya nanti")], TANPA
        )
        return "" if jawab == TANPA else jawab

    def _kosong(self, ind: IndikatorBaca) -> None:
        """A labelled cell without a value is not "-": one is told, three of four are asked."""
        kosong = [tw for tw, t in ind.tw.items() if not t]
        letak = [ind.sel[f"tw{tw}"] for tw in kosong if f"tw{tw}" in ind.sel]
        for tw, t in ind.tw.items():
            if t == "-" and f"tw{tw}" in ind.sel:
                ada = bool(ind.penjelasan.get(tw))
                sebab = (
                    "Strip dengan penjelasan." if ada else "Strip tanpa penjelasan; boleh dilengkapi nanti."
                )
                self.buku.catat(ind.sel[f"tw{tw}"], "", Keadaan.DICATAT if ada else Keadaan.PERINGATAN, sebab)
        if not letak:
            return
        if len(kosong) < 2:
            self.buku.catat(
                letak[0], "", Keadaan.PERINGATAN, "Kosong, bukan strip dan bukan 0. Dibiarkan kosong."
            )
            return
        p, b, c = letak[0]
        jawab = self.buku.tanyakan(
            f"kosong:{p}:{b}:{c}", letak, "Tidak direncanakan, atau belum disebut?",
            [("strip", "Tidak direncanakan (-)"), ("kosong", "Biarkan kosong")], "kosong",
        )  # fmt: skip
        if jawab == "strip":
            for tw in kosong:
                ind.tw[tw] = "-"

    def _tanya_agregasi(self, ind: IndikatorBaca) -> str:
        nilai = [baca_nilai(t) for t in ind.tw.values()]
        angka = [n.angka for n in nilai if n.angka is not None]
        tiap, jumlah = tampilkan_lengkap(angka[0]), tampilkan_lengkap(sum(angka))
        letak = [ind.sel[f"tw{tw}"] for tw in ind.tw if f"tw{tw}" in ind.sel]
        p, b, c = letak[0] if letak else ind.letak
        jawab = self.buku.tanyakan(
            f"agregasi:{p}:{b}:{c}", letak[:1], f"“{ind.teks[:70]}”: setahun menjadi {jumlah}, atau {tiap} pada tiap triwulan?",
            [(Agregasi.BERULANG.value, f"{tiap} tiap triwulan"), (Agregasi.AKUMULASI.value, f"{jumlah} setahun"), (TANPA, "Belum tahu")], TANPA,
        )  # fmt: skip
        return "" if jawab == TANPA else jawab

    # ── months ──
    def _bulan(self, ind: IndikatorBaca) -> None:
        """Twelve monthly figures become four: the last month of the quarter, or their sum; all twelve stay in words."""
        cara = _cara_bulan(ind) or self.satu_bulan
        if not cara:
            cara = self.satu_bulan = self._tanya_bulan(ind)
        for tw in range(1, 5):
            bulan = [b for b in range(tw * 3 - 2, tw * 3 + 1) if b in ind.bulan]
            if not bulan:
                continue
            ind.tw[tw] = _jumlah([ind.bulan[b] for b in bulan]) if cara == "jumlah" else ind.bulan[bulan[-1]]
            ind.sel.setdefault(f"tw{tw}", ind.sel[f"bulan{bulan[-1]}"])
            rinci = "; ".join(f"{NAMA_BULAN[b - 1]} {ind.bulan[b]}" for b in bulan)
            ind.penjelasan[tw] = "\n".join(
                x for x in (ind.penjelasan.get(tw, ""), f"Target bulanan: {rinci}") if x
            )

    def _tanya_bulan(self, ind: IndikatorBaca) -> str:
        letak = ind.sel["bulan"]
        return self.buku.tanyakan(
            f"bulan:{letak[0]}", [letak], "Target tertulis per bulan. Bagaimana menjadi triwulan?",
            [("akhir", "Nilai bulan terakhir triwulan"), ("jumlah", "Jumlah tiga bulan")], "akhir",
        )  # fmt: skip

    # ── formulas ──
    def _rumus(self, ind: IndikatorBaca) -> tuple[str, tuple[VariabelBaru, ...], str]:
        teks = ind.isian.get(Peran.RUMUS, "").strip()
        letak = ind.sel.get(Peran.RUMUS, ind.letak)
        if not teks or not re.search(r"\w", teks):
            return "", (), ""
        try:
            rumus = Rumus.baca(teks)
        except RumusSalah as salah:
            self.buku.catat(
                letak,
                "Formula dalam kata",
                Keadaan.PERINGATAN,
                f"Belum dapat dihitung: {salah} Disimpan di definisi operasional.",
            )
            lama = ind.isian.get(Peran.DEFINISI, "")
            if teks not in lama:
                ind.isian[Peran.DEFINISI] = "\n".join(x for x in (lama, f"Formula: {rapat(teks)}") if x)
            return "", (), ""
        variabel: list[VariabelBaru] = []
        for v in rumus.variabel:
            if v.kode not in {normalkan(x.label) for x in variabel}:
                kode = usulkan_kode(v.label, [x.kode for x in variabel])
                variabel.append(VariabelBaru(kode, v.label))
        self.buku.catat(letak, f"Formula {rumus.teks()}")
        for pesan in rumus.peringatan:
            self.buku.catat(letak, "", Keadaan.PERINGATAN, pesan)
        return rumus.dengan_label(), tuple(variabel), rumus.satuan

    # ── offices ──
    def penanggung(self, ind: IndikatorBaca, atas: Penanggung, wajib: bool) -> Penanggung:
        """Offices of this indicator; blank under a printed one is merged with it (domain guide §3)."""
        teks = ind.isian.get(Peran.PENANGGUNG_JAWAB, "")
        if not teks:
            if wajib and atas.kode:
                self.buku.catat(
                    ind.letak,
                    "",
                    Keadaan.DICATAT,
                    f"Penanggung jawab kosong: sama dengan di atasnya, “{atas.cetak}”.",
                )
            return Penanggung(atas.kode, "") if wajib else Penanggung()
        letak = ind.sel.get(Peran.PENANGGUNG_JAWAB, ind.letak)
        polos = LANJUTAN.sub("", teks)
        if polos != teks and lipat(polos) == lipat(atas.cetak):
            self.buku.catat(letak, "Penanggung jawab sama dengan di atasnya", Keadaan.DICATAT)
            return Penanggung(atas.kode, "") if wajib else Penanggung()
        teks = polos
        temuan = self.pencocok.cari(teks)
        if temuan.kode:
            self.buku.catat(letak, "Jabatan: " + " dan ".join(self._sebutan(k) for k in temuan.kode))
            return Penanggung(temuan.kode, teks)
        if not self.kantor or teks.strip("- ") == "":
            return Penanggung((), teks)
        jawab = self.buku.tanyakan(
            f"jabatan:{lipat(teks)}", [letak], f"“{teks[:80]}” belum dikenal sebagai jabatan.",
            [*((k.kode, k.sebutan) for k in self.kantor), (TANPA, "Tanpa jabatan, simpan tulisannya saja")],
            temuan.mirip[0] if temuan.mirip else TANPA,
        )  # fmt: skip
        return Penanggung(() if jawab == TANPA else (jawab,), teks)

    def _sebutan(self, kode: str) -> str:
        return next((k.sebutan for k in self.kantor if k.kode == kode), kode)


def _cara_bulan(ind: IndikatorBaca) -> str:
    """How twelve months become a year where the year's own target tells it: their sum, or the last of them."""
    setahun = baca_nilai(ind.tahunan or "").angka
    angka = [n.angka for _, t in sorted(ind.bulan.items()) if (n := baca_nilai(t)).angka is not None]
    if setahun is None or not angka or setahun == 0:
        return ""
    jumlah = sum(angka)
    if jumlah == setahun != angka[-1]:
        return "jumlah"
    return "akhir" if angka[-1] == setahun != jumlah else ""


def _jumlah(teks: list[str]) -> str:
    nilai: list[Nilai] = [baca_nilai(t) for t in teks]
    if any(n.angka is None for n in nilai):
        return teks[-1]
    return tampilkan_lengkap(sum(n.angka for n in nilai if n.angka is not None))
