"""The details of one row of the editor as form fields: beside the tree, or as a page that saves by a button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bakesbang.kinerja.lembar import kalimat_lalu
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pengukuran import Pengukur
from bakesbang.kinerja.pilihan import Agregasi, AturanMinimal, Frekuensi, JenisTarget, Polaritas
from bakesbang.organisasi.models import Jabatan, UnitKerja
from bakesbang.versions.editing import YA, isi_kini
from rencana_aksi import tindakan
from rencana_aksi.models import IndikatorSasaran, Sasaran
from rencana_aksi.papan import ROMAWI
from rencana_aksi.suntingan import CETAK, sasaran_fields

BELUM = ("", "Belum dipilih, tahun tidak dinilai")
SEBUTAN_USULAN = {
    "polaritas": "polaritas", "agregasi": "cara menggabung triwulan", "satuan": "satuan", "tahapan": "jenis target triwulan",
}  # fmt: skip
PILIHAN: dict[str, list[tuple[str, str]]] = {
    "polaritas": list(Polaritas.choices),
    "agregasi": [BELUM, *Agregasi.choices],
    "frekuensi": list(Frekuensi.choices),
    "aturan_minimal": list(AturanMinimal.choices),
    "bertriwulan": [(YA, "Ya, empat sel target"), ("", "Tidak, hanya target tahun")],
}
LABEL = {
    "uraian": "Indikator", "tahunan": "Target tahun", "satuan": "Satuan", "polaritas": "Polaritas", "agregasi": "Cara menggabung triwulan",
    "frekuensi": "Frekuensi", "aturan_minimal": "Aturan makin rendah makin baik", "desimal": "Angka di belakang koma",
    "bertriwulan": "Bertarget triwulan", "definisi_operasional": "Definisi operasional", "sumber_data": "Sumber data",
    CETAK: "Penanggung jawab seperti dicetak",
    "kode_nomenklatur": "Kode nomenklatur", "tahun_nomenklatur": "Tahun nomenklatur", "catatan": "Catatan",
}  # fmt: skip
PANJANG = {"uraian", "definisi_operasional", "sumber_data", "catatan", CETAK}
BANTUAN = {
    CETAK: "Kosong berarti digabung dengan baris di atasnya.",
    "kode_nomenklatur": "Seperti 8.01, 8.01.04 atau 8.01.04.2.01.0001.",
    "satuan": "Misalnya %, kegiatan, dokumen.",
}


@dataclass(frozen=True)
class Isian:
    """One field: ``jenis`` baris | teks | pilih | centang; ``pilihan`` (value, label, chosen)."""

    medan: str
    label: str
    jenis: str
    nilai: str
    pilihan: tuple[tuple[str, str, bool], ...] = ()
    bantuan: str = ""

    @property
    def id(self) -> str:
        return self.medan.replace(".", "-")


@dataclass(frozen=True)
class RincianIndikator:
    butir: IndikatorSasaran
    atas: tuple[Isian, ...]
    triwulan: tuple[tuple[str, tuple[Isian, ...]], ...]
    cara: tuple[Isian, ...]
    usulan: tuple[str, ...]
    lalu: str
    usul_pengisi: str
    dimulai: str


def isian(medan: str, nilai: str, label: str = "") -> Isian:
    pilihan = tuple((v, str(t), v == nilai) for v, t in PILIHAN.get(medan, ()))
    jenis = "pilih" if pilihan else "teks" if medan in PANJANG or medan.endswith("penjelasan") else "baris"
    return Isian(medan, label or LABEL[medan], jenis, nilai, pilihan, BANTUAN.get(medan, ""))


def rincian_sasaran(sasaran: Sasaran) -> tuple[Isian, ...]:
    return tuple(
        isian(word, text, "Bunyi sasaran" if word == "uraian" else "")
        for word, text in sasaran_fields(sasaran).items()
    )


def rincian_indikator(butir: IndikatorSasaran) -> RincianIndikator:
    """Fields in the order in which a planner decides them."""
    k = KetetapanIndikator.objects.lengkap().get(pk=butir.ketetapan_id)
    kini = isi_kini(k)
    cara = ("satuan", "polaritas", *(("aturan_minimal",) if k.polaritas == Polaritas.MINIMAL else ()), "agregasi", "frekuensi", "bertriwulan",
            "desimal", "definisi_operasional", "sumber_data")  # fmt: skip
    return RincianIndikator(
        butir=butir,
        atas=(
            isian("uraian", kini["uraian"]), isian("tahunan", kini["tahunan"]), *_tafsir(k.target_tahun(), "tahunan.tafsir"),
            isian(CETAK, butir.penanggung_jawab_cetak), _jabatan(k, kini), _pengisi(k, kini),
        ),
        triwulan=tuple((ROMAWI[n], _triwulan(k, kini, n)) for n in (1, 2, 3, 4)),
        cara=tuple(isian(nama, kini[nama]) for nama in cara),
        usulan=tuple(SEBUTAN_USULAN.get(u, u) for u in sorted(k.usulan)),
        lalu=_lalu(k), usul_pengisi=_usul_pengisi(butir),
        dimulai="" if k.draf else "Indikator ini sudah ditetapkan. Perubahan pertama membuat draf baru; yang berlaku tetap seperti semula.",
    )  # fmt: skip


def _triwulan(k: KetetapanIndikator, kini: dict[str, str], n: int) -> tuple[Isian, ...]:
    jenis = kini[f"tw{n}.jenis"]
    pilihan = tuple((v, str(t), v == jenis) for v, t in JenisTarget.choices)
    return (
        isian(f"tw{n}.teks", kini[f"tw{n}.teks"], "Target"),
        *_tafsir(k.target_tw(n), f"tw{n}.tafsir"),
        isian(f"tw{n}.penjelasan", kini[f"tw{n}.penjelasan"], "Penjelasan"),
        Isian(f"tw{n}.jenis", "Yang diukur", "pilih", jenis, pilihan),
    )


def _tafsir(target: Any, medan: str) -> tuple[Isian, ...]:
    """The question of an ambiguous number ("1.500"), once it is typed, and its answer."""
    if target is None or not (target.ragu or target.tafsir):
        return ()
    pilihan = target.nilai.pilihan if target.ragu else ((target.tafsir, f"Dijawab: {target.nilai.angka}"),)
    semua = (("", "Belum dijawab"), *((str(getattr(v, "value", v)), t) for v, t in pilihan))
    return (
        Isian(
            medan,
            f"{target.teks} dibaca sebagai",
            "pilih",
            target.tafsir,
            tuple((v, t, v == target.tafsir) for v, t in semua),
        ),
    )


def _jabatan(k: KetetapanIndikator, kini: dict[str, str]) -> Isian:
    dipilih = set(kini["penanggung_jawab"].split(","))
    semua = (
        Jabatan.objects.filter(unit__instansi=k.indikator.instansi_id).select_related("unit").order_by("pk")
    )
    pilihan = tuple(
        (str(j.pk), j.sebutan, str(j.pk) in dipilih) for j in semua if j.aktif or str(j.pk) in dipilih
    )
    return Isian("penanggung_jawab", "Jabatan penanggung jawab", "centang", kini["penanggung_jawab"], pilihan)


def _pengisi(k: KetetapanIndikator, kini: dict[str, str]) -> Isian:
    dipilih = [t for t in kini["pengisi"].split(",") if t]
    ada = {
        str(u.pk): u
        for u in UnitKerja.objects.filter(instansi=k.indikator.instansi_id).order_by("urutan", "pk")
    }
    urut = [*dipilih, *(pk for pk, u in ada.items() if pk not in dipilih and u.aktif)]
    pilihan = tuple((pk, ada[pk].sebutan, pk in dipilih) for pk in urut)
    return Isian(
        "pengisi", "Unit pengisi", "centang", kini["pengisi"], pilihan, "Yang pertama adalah unit utama."
    )


def _usul_pengisi(butir: IndikatorSasaran) -> str:
    """Who would fill it in if nobody chooses: the words of tetapkan's own proposal."""
    if butir.ketetapan.indikator.baris_pengisi.exists():
        return ""
    versi = butir.sasaran.versi
    semua = list(
        IndikatorSasaran.objects.filter(sasaran__versi=versi)
        .select_related("sasaran", "ketetapan__indikator")
        .prefetch_related("ketetapan__penanggung_jawab__unit")
    )
    usul = tindakan.usulan_pengisi(versi, semua).get(butir.ketetapan.indikator_id, [])
    return ", ".join(u.sebutan for u in usul)


def _lalu(k: KetetapanIndikator) -> str:
    asal = k.indikator.asal
    if asal is None:
        return ""
    pengukur = Pengukur.muat(asal.instansi, asal.tahun, [asal.pk], hanya_disetujui=True)
    return kalimat_lalu(pengukur, pengukur.indikator[asal.pk])
