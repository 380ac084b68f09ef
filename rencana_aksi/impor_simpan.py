"""All of a file or nothing of it: a new draf, the draf there is, or a draf Perubahan of the plan in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.pilihan import Jenjang, NamaDokumen
from bakesbang.organisasi.fixtures import jabatan_by_code
from bakesbang.organisasi.models import BerkasImpor, Instansi, Jabatan, Pengguna
from bakesbang.trail.models import log
from bakesbang.trail.tracked_history import acting_as
from rencana_aksi import suntingan, suntingan_cabang, tindakan
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.impor import HasilImpor
from rencana_aksi.impor_banding import Banding, Pembanding
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from rencana_aksi.tindakan_perubahan import mulai_perubahan


@dataclass(frozen=True)
class Perubahan:
    """What a draf Perubahan needs: why, and from which quarter."""

    alasan: str
    mulai_triwulan: int


def versi_tujuan(instansi: Instansi, tahun: int) -> VersiRencanaAksi | None:
    """The draf of the year, else the version in force; None: the year has no plan yet."""
    versi = VersiRencanaAksi.objects.filter(rencana__instansi=instansi, rencana__tahun=tahun).select_related(
        "rencana__instansi"
    )
    return versi.filter(status="draf").first() or versi.berlaku().order_by("-nomor").first()


def banding(instansi: Instansi, tahun: int, hasil: HasilImpor) -> Banding | None:
    """What saving would change in the plan there is; None when there is none."""
    versi = versi_tujuan(instansi, tahun)
    return None if versi is None else Pembanding(versi, hasil).banding()


@transaction.atomic
def simpan(
    *,
    instansi: Instansi,
    tahun: int,
    hasil: HasilImpor,
    berkas: BerkasImpor | None,
    oleh: Pengguna | None,
    waktu: datetime,
    perubahan: Perubahan | None = None,
) -> tuple[VersiRencanaAksi, Banding | None]:
    """The version that holds the file now, and what was changed in it (None: all of it is new).

    Raises AlurSalah when nothing was understood, an answer is missing, or the plan in force needs a reason."""
    _periksa(hasil)
    versi = versi_tujuan(instansi, tahun)
    beda: Banding | None = None
    if versi is None:
        nama = hasil.nama_cetak or instansi.nama.upper()
        versi = tindakan.buat(
            instansi=instansi, tahun=tahun, nama_cetak=nama[:200], pohon=hasil.pohon, oleh=oleh, waktu=waktu,
            jabatan=jabatan_by_code(instansi),
        )  # fmt: skip
    else:
        versi, beda = _ke_yang_ada(versi, hasil, perubahan, oleh, waktu)
    if berkas is not None:
        berkas.disimpan_pada = waktu
        berkas.laporan = {"sel": hasil.buku.hitung(), "versi": versi.pk, "indikator": hasil.jumlah_indikator}
        berkas.save(update_fields=["disimpan_pada", "laporan"])
    if beda is None or beda.ada:
        log(
            versi, "mengimpor Rencana Aksi", by=oleh, instansi_id=instansi.pk, tahun=tahun, now=waktu,
            new={"berkas": str(berkas or "berkas lokal"), "indikator": hasil.jumlah_indikator},
        )  # fmt: skip
    return versi, beda


def _periksa(hasil: HasilImpor) -> None:
    if not hasil.jumlah_indikator:
        raise AlurSalah("Tidak ada indikator yang dipahami dari berkas ini. Atur kolomnya dahulu.")
    if terbuka := hasil.buku.terbuka:
        raise AlurSalah(f"Masih ada {len(terbuka)} pertanyaan yang belum dijawab.")
    dalam = max(_kedalaman(s) for s in hasil.pohon)
    if dalam > max(Jenjang.values):
        raise AlurSalah(f"Berkas ini bertingkat {dalam}. Paling banyak {max(Jenjang.values)} jenjang.")


def _kedalaman(s: SasaranBaru, induk: int = 0) -> int:
    jenjang = s.di_bawah(induk)
    return max((_kedalaman(a, jenjang) for a in s.anak), default=jenjang)


def _ke_yang_ada(
    versi: VersiRencanaAksi,
    hasil: HasilImpor,
    perubahan: Perubahan | None,
    oleh: Pengguna | None,
    waktu: datetime,
) -> tuple[VersiRencanaAksi, Banding]:
    beda = Pembanding(versi, hasil).banding()
    _periksa(hasil)  # the comparison may have asked something new
    if not beda.ada:
        return versi, beda
    if oleh is None:
        raise AlurSalah("Sebutkan siapa yang mengimpor (--oleh) untuk mengubah Rencana Aksi yang sudah ada.")
    if not versi.draf:
        if perubahan is None or not perubahan.alasan.strip():
            raise AlurSalah(
                "Rencana Aksi ini sudah ditetapkan. Tulis alasan dan triwulan mulai Perubahannya."
            )
        versi = mulai_perubahan(
            versi=versi,
            alasan=perubahan.alasan,
            mulai_triwulan=perubahan.mulai_triwulan,
            oleh=oleh,
            waktu=waktu,
        )
        beda = _pindahkan(beda, versi)
    _terapkan(versi, beda, oleh, waktu)
    return versi, beda


def _pindahkan(beda: Banding, versi: VersiRencanaAksi) -> Banding:
    """The same differences with the primary keys of the fresh copy: kunci tells which row is which."""
    lama = {s.pk: str(s.kunci) for s in Sasaran.objects.filter(versi__rencana=versi.rencana)}
    baru = {str(k): pk for pk, k in Sasaran.objects.filter(versi=versi).values_list("pk", "kunci")}
    b_lama = {b.pk: (str(b.sasaran.kunci), str(b.kunci)) for b in IndikatorSasaran.objects.filter(sasaran__versi__rencana=versi.rencana).select_related("sasaran")}  # fmt: skip
    b_baru = {
        (str(b.sasaran.kunci), str(b.kunci)): b.pk
        for b in IndikatorSasaran.objects.filter(sasaran__versi=versi).select_related("sasaran")
    }

    def s(pk: int) -> int:
        return baru[lama[pk]]

    def i(pk: int) -> int:
        return b_baru[b_lama[pk]]

    return Banding(
        [(s(p) if p else None, x) for p, x in beda.tambah_sasaran], [(s(p), x) for p, x in beda.tambah_indikator],
        {s(p): x for p, x in beda.ubah_sasaran.items()}, {s(p): s(q) if q else None for p, q in beda.pindah.items()},
        {i(p): x for p, x in beda.ubah_butir.items()}, [s(p) for p in beda.buang_sasaran], [i(p) for p in beda.buang_butir],
        beda.daftar,
    )  # fmt: skip


def _terapkan(versi: VersiRencanaAksi, beda: Banding, oleh: Pengguna, waktu: datetime) -> None:
    """Through the same acts as the editor, as one step that can be undone."""
    jabatan = jabatan_by_code(versi.rencana.instansi)
    with suntingan.buka(versi=versi, oleh=oleh, waktu=waktu) as draf:
        for pk, induk in beda.pindah.items():
            suntingan.pindah_sasaran(draf, sasaran=pk, induk=induk, sesudah=None)
        for pk, isi in beda.ubah_sasaran.items():
            suntingan.isi_sasaran(draf, sasaran=pk, perubahan=isi, dimuat=None)
        for pk, isi in beda.ubah_butir.items():
            salah = suntingan.isi_butir(draf, butir=pk, perubahan=isi, dimuat=None).salah
            if salah:
                raise AlurSalah(" ".join(salah.values()))
        for pk in beda.buang_butir:
            suntingan_cabang.hapus_indikator(draf, butir=pk)
        for pk in beda.buang_sasaran:
            suntingan_cabang.hapus_sasaran(draf, sasaran=pk)
        for pk_induk, sasaran in beda.tambah_sasaran:
            _tambah_cabang(draf, sasaran, pk_induk, jabatan)
        for pk, indikator in beda.tambah_indikator:
            _tambah_indikator(draf, draf.sasaran(pk), indikator, jabatan)
        draf.kata = "mengimpor berkas"


def _tambah_cabang(
    draf: suntingan.Draf, baru: SasaranBaru, induk: int | None, jabatan: Mapping[str, Jabatan]
) -> None:
    s = suntingan.tambah_sasaran(draf, uraian=baru.uraian, induk=induk, jenjang=baru.jenjang)
    s.kode_nomenklatur, s.catatan = baru.kode_nomenklatur, baru.catatan
    s.save(update_fields=["kode_nomenklatur", "catatan"])
    for i in baru.indikator:
        _tambah_indikator(draf, s, i, jabatan)
    for anak in baru.anak:
        _tambah_cabang(draf, anak, s.pk, jabatan)


def _tambah_indikator(
    draf: suntingan.Draf, sasaran: Sasaran, baru: IndikatorSasaranBaru, jabatan: Mapping[str, Jabatan]
) -> None:
    rencana = draf.versi.rencana
    with acting_as(draf.oleh, "Mengimpor"):
        ketetapan = kinerja.buat_indikator(
            baru=baru.indikator, instansi=rencana.instansi, tahun=rencana.tahun, dokumen=NamaDokumen.RENCANA_AKSI,
            oleh=draf.oleh, jabatan=jabatan,
        )  # fmt: skip
        draf.perekam.pantau_baru(*suntingan.isi_indikator([ketetapan.indikator_id]))
        IndikatorSasaran.objects.create(
            sasaran=sasaran, ketetapan=ketetapan, urutan=sasaran.indikator.count() + 1,
            penanggung_jawab_cetak=baru.penanggung_jawab_cetak,
        )  # fmt: skip
