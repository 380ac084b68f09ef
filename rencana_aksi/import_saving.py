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
from bakesbang.versions.undo import isi_indikator
from rencana_aksi import suntingan, suntingan_cabang, tindakan
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.import_diff import Comparer, Comparison
from rencana_aksi.importing import ImportResult
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from rencana_aksi.tindakan_perubahan import mulai_perubahan


@dataclass(frozen=True)
class PerubahanInput:
    """What a draf Perubahan needs: why, and from which quarter."""

    alasan: str
    mulai_triwulan: int


def target_version(instansi: Instansi, tahun: int) -> VersiRencanaAksi | None:
    """The draf of the year, else the version in force; None: the year has no plan yet."""
    versi = VersiRencanaAksi.objects.filter(rencana__instansi=instansi, rencana__tahun=tahun).select_related(
        "rencana__instansi"
    )
    return versi.filter(status="draf").first() or versi.berlaku().order_by("-nomor").first()


def comparison(instansi: Instansi, tahun: int, result: ImportResult) -> Comparison | None:
    """What saving would change in the plan there is; None when there is none."""
    versi = target_version(instansi, tahun)
    return None if versi is None else Comparer(versi, result).comparison()


@transaction.atomic
def save(
    *,
    instansi: Instansi,
    tahun: int,
    result: ImportResult,
    berkas: BerkasImpor | None,
    oleh: Pengguna | None,
    now: datetime,
    perubahan: PerubahanInput | None = None,
) -> tuple[VersiRencanaAksi, Comparison | None]:
    """The version that holds the file now, and what was changed in it (None: all of it is new).

    Raises AlurSalah when nothing was understood, an answer is missing, or the plan in force needs a reason."""
    _check(result)
    versi = target_version(instansi, tahun)
    diff: Comparison | None = None
    if versi is None:
        name = result.nama_cetak or instansi.nama.upper()
        versi = tindakan.buat(
            instansi=instansi, tahun=tahun, nama_cetak=name[:200], pohon=result.tree, oleh=oleh, waktu=now,
            jabatan=jabatan_by_code(instansi),
        )  # fmt: skip
    else:
        versi, diff = _into_existing(versi, result, perubahan, oleh, now)
    if berkas is not None:
        berkas.disimpan_pada = now
        berkas.laporan = {
            "sel": result.ledger.count(),
            "versi": versi.pk,
            "indikator": result.indikator_count,
        }
        berkas.save(update_fields=["disimpan_pada", "laporan"])
    if diff is None or diff.exists:
        log(
            versi, "mengimpor Rencana Aksi", by=oleh, instansi_id=instansi.pk, tahun=tahun, now=now,
            new={"berkas": str(berkas or "berkas lokal"), "indikator": result.indikator_count},
        )  # fmt: skip
    return versi, diff


def _check(result: ImportResult) -> None:
    if not result.indikator_count:
        raise AlurSalah("Tidak ada indikator yang dipahami dari berkas ini. Atur kolomnya dahulu.")
    if open_items := result.ledger.open_items:
        raise AlurSalah(f"Masih ada {len(open_items)} pertanyaan yang belum dijawab.")
    depth = max(_depth(s) for s in result.tree)
    if depth > max(Jenjang.values):
        raise AlurSalah(f"Berkas ini bertingkat {depth}. Paling banyak {max(Jenjang.values)} jenjang.")


def _depth(s: SasaranBaru, parent: int = 0) -> int:
    jenjang = s.di_bawah(parent)
    return max((_depth(a, jenjang) for a in s.anak), default=jenjang)


def _into_existing(
    versi: VersiRencanaAksi,
    result: ImportResult,
    perubahan: PerubahanInput | None,
    oleh: Pengguna | None,
    now: datetime,
) -> tuple[VersiRencanaAksi, Comparison]:
    diff = Comparer(versi, result).comparison()
    _check(result)  # the comparison may have asked something new
    if not diff.exists:
        return versi, diff
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
            waktu=now,
        )
        diff = _translated(diff, versi)
    _apply(versi, diff, oleh, now)
    return versi, diff


def _translated(diff: Comparison, versi: VersiRencanaAksi) -> Comparison:
    """The same differences with the primary keys of the fresh copy: kunci tells which row is which."""
    old = {s.pk: str(s.kunci) for s in Sasaran.objects.filter(versi__rencana=versi.rencana)}
    new = {str(k): pk for pk, k in Sasaran.objects.filter(versi=versi).values_list("pk", "kunci")}
    old_items = {b.pk: (str(b.sasaran.kunci), str(b.kunci)) for b in IndikatorSasaran.objects.filter(sasaran__versi__rencana=versi.rencana).select_related("sasaran")}  # fmt: skip
    new_items = {
        (str(b.sasaran.kunci), str(b.kunci)): b.pk
        for b in IndikatorSasaran.objects.filter(sasaran__versi=versi).select_related("sasaran")
    }

    def s(pk: int) -> int:
        return new[old[pk]]

    def i(pk: int) -> int:
        return new_items[old_items[pk]]

    return Comparison(
        [(s(p) if p else None, x) for p, x in diff.added_sasaran], [(s(p), x) for p, x in diff.added_indikator],
        {s(p): x for p, x in diff.changed_sasaran.items()}, {s(p): s(q) if q else None for p, q in diff.moved.items()},
        {i(p): x for p, x in diff.changed_items.items()}, [s(p) for p in diff.dropped_sasaran], [i(p) for p in diff.dropped_items],
        diff.items,
    )  # fmt: skip


def _apply(versi: VersiRencanaAksi, diff: Comparison, oleh: Pengguna, now: datetime) -> None:
    """Through the same acts as the editor, as one step that can be undone."""
    by_code = jabatan_by_code(versi.rencana.instansi)
    with suntingan.buka(versi=versi, oleh=oleh, waktu=now) as draf:
        for pk, parent in diff.moved.items():
            suntingan.pindah_sasaran(draf, sasaran=pk, induk=parent, sesudah=None)
        for pk, content in diff.changed_sasaran.items():
            suntingan.isi_sasaran(draf, sasaran=pk, perubahan=content, dimuat=None)
        for pk, content in diff.changed_items.items():
            wrong = suntingan.isi_butir(draf, butir=pk, perubahan=content, dimuat=None).salah
            if wrong:
                raise AlurSalah(" ".join(wrong.values()))
        for pk in diff.dropped_items:
            suntingan_cabang.hapus_indikator(draf, butir=pk)
        for pk in diff.dropped_sasaran:
            suntingan_cabang.hapus_sasaran(draf, sasaran=pk)
        for parent_pk, sasaran in diff.added_sasaran:
            _add_branch(draf, sasaran, parent_pk, by_code)
        for pk, indikator in diff.added_indikator:
            _add_indikator(draf, draf.sasaran(pk), indikator, by_code)
        draf.kata = "mengimpor berkas"


def _add_branch(
    draf: suntingan.Draf, new: SasaranBaru, parent: int | None, by_code: Mapping[str, Jabatan]
) -> None:
    s = suntingan.tambah_sasaran(draf, uraian=new.uraian, induk=parent, jenjang=new.jenjang)
    s.kode_nomenklatur, s.catatan = new.kode_nomenklatur, new.catatan
    s.save(update_fields=["kode_nomenklatur", "catatan"])
    for i in new.indikator:
        _add_indikator(draf, s, i, by_code)
    for children in new.anak:
        _add_branch(draf, children, s.pk, by_code)


def _add_indikator(
    draf: suntingan.Draf, sasaran: Sasaran, new: IndikatorSasaranBaru, by_code: Mapping[str, Jabatan]
) -> None:
    rencana = draf.versi.rencana
    with acting_as(draf.oleh, "Mengimpor"):
        ketetapan = kinerja.buat_indikator(
            baru=new.indikator, instansi=rencana.instansi, tahun=rencana.tahun, dokumen=NamaDokumen.RENCANA_AKSI,
            oleh=draf.oleh, jabatan=by_code,
        )  # fmt: skip
        draf.perekam.pantau_baru(*isi_indikator([ketetapan.indikator_id]))
        IndikatorSasaran.objects.create(
            sasaran=sasaran, ketetapan=ketetapan, urutan=sasaran.indikator.count() + 1,
            penanggung_jawab_cetak=new.penanggung_jawab_cetak,
        )  # fmt: skip
