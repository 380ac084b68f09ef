"""An IKU list read from a file beside the list there is, and all of it or nothing saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from bakesbang.calculation.formula import Rumus
from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.impor.berkas import Selisih
from bakesbang.kinerja.impor.kata import Peran
from bakesbang.kinerja.impor.medan import BIARKAN, BUANG, medan_baru, medan_lama, sebut_medan
from bakesbang.kinerja.impor.pasang import Butir, pasangkan
from bakesbang.kinerja.models import KetetapanIndikator, Realisasi
from bakesbang.kinerja.pilihan import NamaDokumen, StatusRealisasi
from bakesbang.organisasi.fixtures import jabatan_by_code
from bakesbang.organisasi.models import BerkasImpor, Instansi, Pengguna
from bakesbang.trail.models import log
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import copying
from iku import suntingan, tindakan
from iku.bentuk import IkuBaru, KepalaIku
from iku.impor import HasilImpor
from iku.models import IndikatorKinerjaUtama, VersiIku
from iku.tindakan_perubahan import mulai_perubahan

MEDAN_KEPALA = ("visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok", "fungsi")


@dataclass(frozen=True)
class Perubahan:
    """What a draf Perubahan needs: why, and from which quarter."""

    alasan: str
    mulai_triwulan: int


@dataclass
class Banding:
    """What saving would do, by primary keys; ``daftar`` says it in words."""

    kepala: dict[str, str] = field(default_factory=dict)
    tambah: list[IkuBaru] = field(default_factory=list)
    ubah: dict[int, dict[str, str]] = field(default_factory=dict)
    rumus: dict[int, IndikatorBaru] = field(default_factory=dict)
    buang: list[int] = field(default_factory=list)
    daftar: list[Selisih] = field(default_factory=list)

    @property
    def ada(self) -> bool:
        return bool(self.kepala or self.tambah or self.ubah or self.rumus or self.buang)


def versi_tujuan(instansi: Instansi, tahun: int) -> VersiIku | None:
    """The draf of the year, else the version in force; None: the year has no IKU yet."""
    versi = VersiIku.objects.filter(daftar__instansi=instansi, daftar__tahun=tahun).select_related(
        "daftar__instansi"
    )
    return versi.filter(status="draf").first() or versi.berlaku().order_by("-nomor").first()


def banding(instansi: Instansi, tahun: int, hasil: HasilImpor) -> Banding | None:
    """What saving would change in the list there is; None when there is none."""
    versi = versi_tujuan(instansi, tahun)
    return None if versi is None else _banding(versi, hasil)


def _banding(versi: VersiIku, hasil: HasilImpor) -> Banding:
    b = Banding(kepala=_kepala(versi, hasil.kepala))
    if b.kepala:
        kini = suntingan.kepala_kini(versi)
        b.daftar.append(
            Selisih(
                "ubah",
                "Kepala",
                "Kepala dokumen",
                tuple((n.replace("_", " "), kini[n], t) for n, t in b.kepala.items()),
            )
        )
    lama = list(versi.indikator.order_by("urutan", "pk"))
    ketetapan = {
        k.pk: k
        for k in KetetapanIndikator.objects.filter(di_iku__versi=versi)
        .prefetch_related("target_triwulan", "penanggung_jawab", "variabel")
        .select_related("target_tahunan")
    }
    asal = [(s, i) for s in hasil.bacaan.semua for i in s.indikator]
    pasangan = pasangkan(
        [Butir(str(x.kunci), ketetapan[x.ketetapan_id].uraian) for x in lama],
        [Butir(a[1].kunci, x.indikator.uraian) for x, a in zip(hasil.isi, asal, strict=True)],
    )
    pilih = dict(pasangan.pasti)
    for n, m in pasangan.duga:
        letak = asal[n][1].letak
        jawab = hasil.buku.tanyakan(
            f"pasang:{lama[m].pk}:{letak}:{n}", [letak], f"Sama dengan IKU “{ketetapan[lama[m].ketetapan_id].uraian[:90]}”, dengan bunyi baru?",
            [("ya", "Ya, bunyinya berubah"), ("tidak", "Bukan, ini baru")], "ya",
        )  # fmt: skip
        if jawab == "ya":
            pilih[n] = m
    for n, baru in enumerate(hasil.isi):
        if n in pilih:
            _satu(b, lama[pilih[n]], ketetapan[lama[pilih[n]].ketetapan_id], baru, hasil, versi)
        else:
            b.tambah.append(baru)
            b.daftar.append(Selisih("tambah", "IKU", baru.indikator.uraian))
    _hilang(b, [x for m, x in enumerate(lama) if m not in pilih.values()], ketetapan, hasil)
    return b


def _kepala(versi: VersiIku, kepala: KepalaIku) -> dict[str, str]:
    """Only what the file says of itself; what it does not print stays."""
    kini, isi = suntingan.kepala_kini(versi), kepala.kolom()
    baru = {n: "\n".join(isi[n]) if n == "fungsi" else isi[n] for n in MEDAN_KEPALA}
    return {n: t for n, t in baru.items() if t and t != kini[n]}


def _satu(
    b: Banding,
    lama: IndikatorKinerjaUtama,
    k: KetetapanIndikator,
    baru: IkuBaru,
    hasil: HasilImpor,
    versi: VersiIku,
) -> None:
    peran = {x.peran for kepala in hasil.bacaan.kepala.values() for x in kepala.kolom}
    jabatan = (
        {kode: j.pk for kode, j in jabatan_by_code(versi.daftar.instansi).items()}
        if baru.indikator.jabatan
        else {}
    )
    kini = medan_lama(k) | suntingan.baris_kini(lama)
    isi = medan_baru(baru.indikator, peran, jabatan) | {"sasaran": baru.sasaran}
    if Peran.PENANGGUNG_JAWAB in peran:
        isi["penanggung_jawab_cetak"] = baru.penanggung_jawab_cetak
    if Peran.ALASAN in peran:
        isi["alasan"] = baru.alasan
    ubah = {n: t for n, t in isi.items() if kini.get(n, "") != t}
    rinci = [(sebut_medan(n), kini.get(n, ""), t) for n, t in ubah.items() if n != "penanggung_jawab"]
    if ubah:
        b.ubah[lama.pk] = ubah
    rumus_kini = Rumus.baca(k.rumus).dengan_label(k.label_variabel()) if k.rumus else ""
    if baru.indikator.rumus and baru.indikator.rumus != rumus_kini:
        b.rumus[lama.pk] = baru.indikator
        rinci.append((sebut_medan("rumus"), rumus_kini, baru.indikator.rumus))
    if ubah or lama.pk in b.rumus:
        b.daftar.append(Selisih("ubah", "IKU", k.uraian, tuple(rinci)))


def _hilang(
    b: Banding,
    hilang: list[IndikatorKinerjaUtama],
    ketetapan: dict[int, KetetapanIndikator],
    hasil: HasilImpor,
) -> None:
    terisi = set(
        Realisasi.objects.filter(indikator__ketetapan__in=[x.ketetapan_id for x in hilang])
        .exclude(status=StatusRealisasi.BELUM_DIISI)
        .values_list("indikator_id", flat=True)
    )
    for x in hilang:
        k = ketetapan[x.ketetapan_id]
        b.daftar.append(Selisih("hilang", "IKU", k.uraian))
        jawab = hasil.buku.tanyakan(
            f"hilang:i:{x.kunci}", [], f"IKU “{k.uraian[:90]}” tidak ada di berkas.{' Sudah mempunyai realisasi.' if k.indikator_id in terisi else ''}",
            [(BIARKAN, "Biarkan di draf"), (BUANG, "Buang dari draf")], BIARKAN,
        )  # fmt: skip
        if jawab == BUANG:
            b.buang.append(x.pk)


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
) -> tuple[VersiIku, Banding | None]:
    """The version that holds the file now, and what was changed in it (None: all of it is new).

    Raises AlurSalah when nothing was understood, an answer is missing, or the list in force needs a reason."""
    _periksa(hasil)
    versi = versi_tujuan(instansi, tahun)
    beda: Banding | None = None
    if versi is None:
        kepala = hasil.kepala
        if not kepala.nama_cetak:
            kepala = KepalaIku(nama_cetak=instansi.nama[:200], **kepala.kolom())
        versi = tindakan.buat(
            instansi=instansi, tahun=tahun, kepala=kepala, isi=hasil.isi, oleh=oleh, waktu=waktu, jabatan=jabatan_by_code(instansi)
        )  # fmt: skip
    else:
        versi, beda = _ke_yang_ada(versi, hasil, perubahan, oleh, waktu)
    if berkas is not None:
        berkas.disimpan_pada = waktu
        berkas.laporan = {"sel": hasil.buku.hitung(), "versi": versi.pk, "indikator": hasil.jumlah_indikator}
        berkas.save(update_fields=["disimpan_pada", "laporan"])
    if beda is None or beda.ada:
        log(
            versi, "mengimpor IKU", by=oleh, instansi_id=instansi.pk, tahun=tahun, now=waktu,
            new={"berkas": str(berkas or "berkas lokal"), "indikator": hasil.jumlah_indikator},
        )  # fmt: skip
    return versi, beda


def _periksa(hasil: HasilImpor) -> None:
    if not hasil.jumlah_indikator:
        raise AlurSalah("Tidak ada indikator yang dipahami dari berkas ini. Atur kolomnya dahulu.")
    if terbuka := hasil.buku.terbuka:
        raise AlurSalah(f"Masih ada {len(terbuka)} pertanyaan yang belum dijawab.")


def _ke_yang_ada(
    versi: VersiIku, hasil: HasilImpor, perubahan: Perubahan | None, oleh: Pengguna | None, waktu: datetime
) -> tuple[VersiIku, Banding]:
    beda = _banding(versi, hasil)
    _periksa(hasil)  # the comparison may have asked something new
    if not beda.ada:
        return versi, beda
    if oleh is None:
        raise AlurSalah("Sebutkan siapa yang mengimpor (--oleh) untuk mengubah IKU yang sudah ada.")
    if not versi.draf:
        if perubahan is None or not perubahan.alasan.strip():
            raise AlurSalah("IKU ini sudah ditetapkan. Tulis alasan dan triwulan mulai Perubahannya.")
        lama = {x.pk: x.kunci for x in versi.indikator.all()}
        versi = mulai_perubahan(
            versi=versi,
            alasan=perubahan.alasan,
            mulai_triwulan=perubahan.mulai_triwulan,
            oleh=oleh,
            waktu=waktu,
        )
        kini = {x.kunci: x.pk for x in versi.indikator.all()}
        peta = {pk: kini[kunci] for pk, kunci in lama.items()}
        beda.ubah = {peta[pk]: x for pk, x in beda.ubah.items()}
        beda.rumus = {peta[pk]: x for pk, x in beda.rumus.items()}
        beda.buang = [peta[pk] for pk in beda.buang]
    _terapkan(versi, beda, oleh, waktu)
    return versi, beda


def _terapkan(versi: VersiIku, beda: Banding, oleh: Pengguna, waktu: datetime) -> None:
    """Through the same acts as the editor, as one step that can be undone."""
    with suntingan.buka(versi=versi, oleh=oleh, waktu=waktu) as draf:
        if beda.kepala:
            suntingan.isi_kepala(draf, perubahan=beda.kepala, dimuat=None)
        for pk, isi in beda.ubah.items():
            if salah := suntingan.isi_baris(draf, baris=pk, perubahan=isi, dimuat=None).salah:
                raise AlurSalah(" ".join(salah.values()))
        for pk, baru in beda.rumus.items():
            _rumus(draf, pk, baru)
        for pk in beda.buang:
            suntingan.hapus(draf, baris=pk)
        for iku in beda.tambah:
            _tambah(draf, iku)
        draf.kata = "mengimpor berkas"


def _rumus(draf: suntingan.Draf, pk: int, baru: IndikatorBaru) -> None:
    baris = draf.baris(pk)
    alasan = draf.versi.alasan or f"Disesuaikan saat menyusun {draf.versi}"
    ketetapan = copying.draf_ketetapan(
        ketetapan=baris.ketetapan, dokumen=NamaDokumen.IKU, alasan=alasan, oleh=draf.oleh
    )
    if ketetapan.pk != baris.ketetapan_id:
        baris.ketetapan = ketetapan
        baris.save(update_fields=["ketetapan"])
    draf.perekam.pantau(*suntingan.isi_indikator([ketetapan.indikator_id]))
    kinerja.simpan_rumus(
        ketetapan=ketetapan, rumus=baru.rumus, variabel=baru.variabel, kebijakan_nihil=ketetapan.kebijakan_nihil,
        oleh=draf.oleh, waktu=draf.waktu,
    )  # fmt: skip


def _tambah(draf: suntingan.Draf, baru: IkuBaru) -> None:
    daftar = draf.versi.daftar
    with acting_as(draf.oleh, "Mengimpor"):
        ketetapan = kinerja.buat_indikator(
            baru=baru.indikator, instansi=daftar.instansi, tahun=daftar.tahun, dokumen=NamaDokumen.IKU, oleh=draf.oleh,
            jabatan=jabatan_by_code(daftar.instansi),
        )  # fmt: skip
        draf.perekam.pantau_baru(*suntingan.isi_indikator([ketetapan.indikator_id]))
        IndikatorKinerjaUtama.objects.create(
            versi=draf.versi, ketetapan=ketetapan, urutan=draf.versi.indikator.count() + 1, sasaran=baru.sasaran,
            alasan=baru.alasan, penanggung_jawab_cetak=baru.penanggung_jawab_cetak,
        )  # fmt: skip
