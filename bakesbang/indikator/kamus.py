"""The kamus sheet of one indicator: what it is, how it is computed, from what, and where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404
from django.utils.text import slugify

from bakesbang.calculation.values.value import Nilai, display
from bakesbang.kinerja.fields import CARA_MENGGABUNG, FIELDS, INPUT_FIELDS, PENANGGUNG_JAWAB
from bakesbang.kinerja.lembar import BELUM_DIISI, Lembar, excel_hasil
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pengukuran import Masukan, UkuranTriwulan, muat_ukuran
from bakesbang.kinerja.pilihan import TRIWULAN, AgregasiVariabel, Jenjang, StatusKetetapan, StatusVersi
from bakesbang.organisasi.permissions import PageContext
from bakesbang.paper.document import (
    Butir,
    Cabang,
    Dokumen,
    IsiAngka,
    IsiNilai,
    IsiRumus,
    IsiTeks,
    Jumlah,
    Kolom,
    Meta,
    Tabel,
)
from bakesbang.paper.layout import susun
from bakesbang.versions import printing
from iku.models import IndikatorKinerjaUtama
from rencana_aksi.models import IndikatorSasaran


@dataclass(frozen=True)
class Tempat:
    """A row of a document that uses the indicator."""

    dokumen: str
    jenjang: str
    sasaran: str
    status: str
    alamat: str


@dataclass(frozen=True)
class BarisRiwayat:
    """One ketetapan of the indicator with its formula in the names of its own time."""

    ketetapan: KetetapanIndikator
    rumus: str


@dataclass(frozen=True)
class Kamus:
    """All that the page, PDF and workbook of one indicator say. ``ketetapan`` is the one in force, else the draf."""

    konteks: PageContext
    indikator: Indikator
    riwayat: tuple[KetetapanIndikator, ...]  # newest first
    lembar: Lembar

    @property
    def ketetapan(self) -> KetetapanIndikator:
        return self.lembar.ketetapan

    @property
    def draf(self) -> KetetapanIndikator | None:
        """A change that waits for its document, beside the ketetapan in force."""
        ada = next((k for k in self.riwayat if k.draf), None)
        return None if ada is None or ada.pk == self.ketetapan.pk else ada

    @property
    def baris_riwayat(self) -> list[BarisRiwayat]:
        return [
            BarisRiwayat(r, rumus.with_labels(r.label_variabel()) if (rumus := r.baca_rumus()) else "")
            for r in self.riwayat
        ]

    @cached_property
    def tempat(self) -> list[Tempat]:
        return [*_di_iku(self), *_di_rencana_aksi(self)]

    @cached_property
    def pemakai(self) -> list[Indikator]:
        """Other indicators whose formula takes this one's result."""
        pemakai = Indikator.objects.filter(
            ketetapan__in=KetetapanIndikator.objects.exclude(status=StatusKetetapan.DIGANTIKAN).filter(
                variabel__hasil_dari=self.indikator
            )
        )
        return list(pemakai.exclude(pk=self.indikator.pk).distinct().prefetch_related("ketetapan"))

    @property
    def usulan(self) -> frozenset[str]:
        return frozenset(self.ketetapan.usulan)

    @property
    def penanggung_jawab(self) -> list[str]:
        return [j.sebutan for j in self.ketetapan.penanggung_jawab.all()]

    @property
    def pengisi(self) -> list[str]:
        """The units that fill it in, the utama one marked when there are several."""
        baris = list(self.indikator.baris_pengisi.all())
        return [f"{p.unit.nama} (utama)" if p.utama and len(baris) > 1 else p.unit.nama for p in baris]


def muat(k: PageContext, pk: int) -> Kamus:
    """The kamus of an indicator of this agency and year. Raises Http404 for any other."""
    indikator = (
        Indikator.objects.milik(k.instansi, k.tahun)
        .prefetch_related("baris_pengisi__unit")
        .filter(pk=pk)
        .first()
    )
    if indikator is None:
        raise Http404(f"Indikator ini tidak ada pada tahun {k.tahun}.")
    riwayat = tuple(indikator.ketetapan.lengkap().order_by("-nomor"))
    berlaku = next((r for r in riwayat if r.status == StatusKetetapan.BERLAKU), riwayat[0])
    ukuran = muat_ukuran(k.instansi, k.tahun, indikator_ids=[pk], hanya_disetujui=True)[pk]
    return Kamus(k, indikator, riwayat, Lembar.buat(ukuran, berlaku))


def _di_iku(kamus: Kamus) -> Iterator[Tempat]:
    baris = IndikatorKinerjaUtama.objects.filter(ketetapan__indikator=kamus.indikator).select_related(
        "versi__daftar"
    )
    for b in baris.exclude(versi__status=StatusVersi.DIGANTIKAN):
        alamat = kamus.konteks.url(
            "iku:daftar", query={"versi": b.versi.nomor}, fragment=f"iku{kamus.indikator.pk}"
        )
        yield Tempat(str(b.versi), Jenjang.STRATEGIS.label, b.sasaran, b.versi.status, alamat)


def _di_rencana_aksi(kamus: Kamus) -> Iterator[Tempat]:
    baris = IndikatorSasaran.objects.filter(ketetapan__indikator=kamus.indikator).select_related(
        "sasaran__versi__rencana"
    )
    for b in baris.exclude(sasaran__versi__status=StatusVersi.DIGANTIKAN):
        s = b.sasaran
        alamat = kamus.konteks.url(
            "rencana_aksi:matriks", query={"versi": s.versi.nomor}, fragment=f"sasaran-{s.pk}"
        )
        yield Tempat(str(s.versi), Jenjang(s.jenjang).label, s.uraian, s.versi.status, alamat)


# ── Paper ───────────────────────────────────────────────────────────────────────────────────────

KOLOM = (
    Kolom("kode", INPUT_FIELDS["kode"].label, 70),
    Kolom("label", INPUT_FIELDS["label"].label, 180, kepala_baris=True),
    Kolom("satuan", INPUT_FIELDS["satuan"].label, 60),
    Kolom("sumber", INPUT_FIELDS["sumber_data"].label, 150),
    Kolom("cara", INPUT_FIELDS["agregasi"].label, 110),
    *(Kolom(f"tw{n}", singkat, 60, rata="kanan", kelompok="Isian") for n, singkat in TRIWULAN),
)


def dokumen(kamus: Kamus, *, waktu: datetime, oleh: str, kop: bool = False) -> Dokumen:
    """The kamus sheet on paper. ``waktu`` is aware; ``oleh`` stands in the footer."""
    k, instansi = kamus.ketetapan, kamus.konteks.instansi
    return Dokumen(
        judul=("KAMUS INDIKATOR KINERJA", f"{instansi.nama} TAHUN {kamus.konteks.tahun}"),
        tabel=tabel(kamus),
        meta=Meta(
            waktu=waktu, oleh=oleh, pengenal=f"kamus/{kamus.konteks.tahun}/{kamus.indikator.pk}/{k.nomor}"
        ),
        versi=f"Ketetapan nomor {k.nomor}",
        draf=k.draf,
        kop=printing.kop(instansi, kop),
        kepala=tuple(b for b in _kepala(kamus) if b.isi),
        catatan=tuple(_catatan(kamus)),
    )


def nama_berkas(kamus: Kamus) -> str:
    """A good file name without its ending: "kamus-2021-persentase-konflik-ipoleksosbud-yang-diselesaikan"."""
    return f"kamus-{kamus.konteks.tahun}-{slugify(kamus.ketetapan.uraian)[:60].strip('-')}"


def _kepala(kamus: Kamus) -> Iterator[Butir]:
    k, lembar = kamus.ketetapan, kamus.lembar
    yield Butir(FIELDS["uraian"].label, k.uraian, tebal=True)
    yield Butir("Dipakai pada", tuple(f"{t.dokumen}, {t.jenjang.lower()}: {t.sasaran}" for t in kamus.tempat))
    yield Butir(FIELDS["definisi_operasional"].label, k.definisi_operasional)
    if lembar.rumus:
        yield Butir(FIELDS["rumus"].label, IsiRumus(lembar.rumus_html, lembar.rumus_teks))
        yield Butir(FIELDS["kebijakan_nihil"].label, k.get_kebijakan_nihil_display())
    yield Butir(FIELDS["satuan"].label, _bertanda(kamus, "satuan", k.satuan))
    yield Butir(FIELDS["polaritas"].label, _bertanda(kamus, "polaritas", k.get_polaritas_display()))
    yield Butir(CARA_MENGGABUNG, _bertanda(kamus, "agregasi", k.get_agregasi_display() or "Belum ditetapkan"))
    yield Butir(FIELDS["frekuensi"].label, k.get_frekuensi_display())
    yield Butir("Target tahunan", str(lembar.target) if lembar.target else "Belum ditetapkan")
    yield Butir(
        "Target triwulan",
        tuple(f"{t.get_triwulan_display()} = {t.teks}".rstrip() for t in k.target_triwulan.all()),
    )
    yield Butir(FIELDS["sumber_data"].label, k.sumber_data)
    yield Butir(PENANGGUNG_JAWAB, tuple(kamus.penanggung_jawab))
    yield Butir(FIELDS["pengisi"].label, tuple(kamus.pengisi))


def _bertanda(kamus: Kamus, nama: str, teks: str) -> str:
    return f"{teks} (usulan)" if teks and nama in kamus.usulan else teks


def _catatan(kamus: Kamus) -> Iterator[str]:
    yield "Realisasi dihitung dari isian yang sudah disetujui, sampai dengan triwulan itu."
    if kamus.lembar.nihil:
        yield kamus.lembar.nihil
    if kamus.usulan:
        yield "Yang bertanda usulan belum dinyatakan benar oleh instansi."


def tabel(kamus: Kamus) -> Tabel:
    """The inputs of each quarter and what they come to; one line with the typed value where there is no formula."""
    baris = [_baris_data(kamus, nomor) for nomor in range(len(kamus.lembar.terakhir.masukan))]
    if kamus.lembar.rumus is None:
        baris = [_baris_nilai(kamus)]
    hasil = Jumlah(
        "Realisasi sampai dengan triwulan",
        {f"tw{t.triwulan}": _hasil(kamus, t) for t in kamus.lembar.ukuran.triwulan},
    )
    return susun(KOLOM, [*baris, hasil])


def _baris_nilai(kamus: Kamus) -> Cabang:
    k = kamus.ketetapan
    isian = {f"tw{t.triwulan}": _isian(t.nilai) for t in kamus.lembar.ukuran.triwulan}
    cara = k.get_agregasi_display() or "Belum ditetapkan"
    return Cabang({"label": IsiTeks("Nilai indikator"), "kode": IsiTeks(""), "satuan": IsiTeks(k.satuan),
                   "sumber": IsiTeks(k.sumber_data), "cara": IsiTeks(cara), **isian})  # fmt: skip


def _baris_data(kamus: Kamus, nomor: int) -> Cabang:
    m = kamus.lembar.terakhir.masukan[nomor]
    v = next(v for v in kamus.lembar.terakhir.ketetapan.variabel.all() if v.kode == m.kunci.code)
    isian = {f"tw{t.triwulan}": _isian(x.ditulis) for t in kamus.lembar.ukuran.triwulan if (x := _sama(t, m))}
    nama = {f"tw{t.triwulan}": _nama(t, m) for t in kamus.lembar.ukuran.triwulan if _sama(t, m)}
    return Cabang(
        {"label": IsiTeks(m.label), "kode": IsiTeks(str(m.kunci)), "satuan": IsiTeks(m.satuan),
         "sumber": IsiTeks(v.sumber_data or m.asal), "cara": IsiTeks(v.get_agregasi_display()), **isian},
        nama=nama,
    )  # fmt: skip


def _isian(nilai: Nilai) -> IsiAngka | IsiNilai:
    if nilai.single_number is not None:
        return IsiAngka(nilai.single_number, display(nilai.single_number), desimal=2)
    return IsiNilai(nilai.text, nilai.state)


def _hasil(kamus: Kamus, t: UkuranTriwulan) -> IsiAngka:
    lembar = kamus.lembar
    if lembar.menyusul(t):
        return IsiAngka(None, BELUM_DIISI, desimal=t.ketetapan.desimal, tebal=True)
    excel = excel_hasil(t, {m.kunci: _excel(kamus, t, m) for m in t.masukan})
    return IsiAngka(
        t.sampai.number,
        lembar.baris[t.triwulan - 1].hasil,
        desimal=t.ketetapan.desimal,
        persen=lembar.baris[t.triwulan - 1].persen,
        excel=excel,
        tebal=True,
    )


def _excel(kamus: Kamus, t: UkuranTriwulan, m: Masukan) -> str:
    """An input up to a quarter, from the cells of this table; a plain number where it comes from elsewhere."""
    terisi = [
        f"{{#{_nama(x, m)}}}" for x in kamus.lembar.ukuran.triwulan[: t.triwulan]
        if (sama := _sama(x, m)) and sama.ditulis.single_number is not None
    ]  # fmt: skip
    if m.asal or m.kunci.last_year or not terisi:
        return format(m.hasil.number or 0, "f")
    return f"({'+'.join(terisi)})" if m.agregasi == AgregasiVariabel.JUMLAH else terisi[-1]


def _sama(t: UkuranTriwulan, m: Masukan) -> Masukan | None:
    return next((x for x in t.masukan if x.kunci == m.kunci), None)


def _nama(t: UkuranTriwulan, m: Masukan) -> str:
    return f"data_{m.kunci.code}{'_lalu' if m.kunci.last_year else ''}_{t.triwulan}"
