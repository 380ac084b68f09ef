"""Any sequence of acts on a draf IKU keeps every constraint, and undoing them all restores the former state."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.organisasi.models import Instansi, Jabatan, Pengguna, UnitKerja
from bakesbang.versions.undo import gambar, isi_indikator, terakhir
from iku import suntingan as s
from iku.models import IndikatorKinerjaUtama, VersiIku

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.sapuan,
]  # a sweep reaches everything and tells little of each line

TEKS = st.sampled_from(["Satu", "Dua kata", "-", "18 kegiatan", "1.500", "0", "", " ", "20%", "x" * 130])
AKSI = ["tambah", "tambah", "tambah", "pakai", "salin", "naik", "turun", "isi", "isi", "isi", "kepala", "hapus", "urung", "ulang"]  # fmt: skip
LANGKAH = st.lists(
    st.tuples(st.sampled_from(AKSI), st.integers(0, 30), st.integers(0, 30), TEKS), min_size=6, max_size=16
)
MEDAN = ("uraian", "tahunan", "tw1.teks", "tw3.teks", "bertriwulan", "polaritas", "pengisi", "penanggung_jawab", "usulan", *s.MEDAN_BARIS)  # fmt: skip


class Panggung:
    """An empty draf and the acts on it, rows chosen by number among those there are."""

    def __init__(self) -> None:
        self.instansi = Instansi.objects.create(kode="sifat", nama="Badan Sifat")
        unit = UnitKerja.objects.create(instansi=self.instansi, kode="bidang", nama="Bidang")
        self.jabatan = Jabatan.objects.create(unit=unit, kode="kabid", sebutan="Kabid", kepala=True)
        self.oleh = Pengguna.objects.create(
            username="sifat", nama="Sifat", instansi=self.instansi, peran="penyusun"
        )
        self.versi = s.mulai(
            instansi=self.instansi, tahun=2026, nama_cetak="BADAN", oleh=self.oleh, waktu=timezone.now()
        )

    def gambar(self) -> Any:
        hasil = gambar(VersiIku.objects.filter(pk=self.versi.pk)) | gambar(self.versi.indikator.all())
        for qs in isi_indikator(Indikator.objects.milik(self.instansi, 2026).values_list("pk", flat=True)):
            hasil |= gambar(qs)
        return hasil

    def _pilih(self, baris: Any, n: int) -> int:
        pk = list(baris.order_by("pk").values_list("pk", flat=True))
        return pk[n % len(pk)] if pk else 0

    def lakukan(self, aksi: str, a: int, b: int, teks: str) -> None:
        if aksi in {"urung", "ulang"}:
            s.urungkan(versi=self.versi, oleh=self.oleh, ulang=aksi == "ulang")
            return
        pk = self._pilih(IndikatorKinerjaUtama.objects.filter(versi=self.versi), a)
        with s.buka(versi=self.versi, oleh=self.oleh, waktu=timezone.now()) as d:
            if aksi == "tambah":
                s.tambah(d, sasaran=teks, uraian=f"{teks}{b}", sesudah=pk)
            elif aksi == "pakai":
                s.pakai(
                    d, indikator=self._pilih(Indikator.objects.milik(self.instansi, 2026), b), sasaran="S"
                )
            elif aksi == "kepala":
                s.isi_kepala(d, perubahan={s.MEDAN_KEPALA[b % 6]: teks}, dimuat=None)
            elif aksi == "isi":
                medan = MEDAN[b % len(MEDAN)]
                isi = {"pengisi": str(self.jabatan.unit_id), "penanggung_jawab": str(self.jabatan.pk)}
                s.isi_baris(d, baris=pk, perubahan={medan: isi.get(medan, teks)}, dimuat=None)
            elif aksi in {"naik", "turun"}:
                s.geser(d, baris=pk, arah=aksi)
            else:
                {"salin": s.salin, "hapus": s.hapus}[aksi](d, baris=pk)

    def pastikan_utuh(self) -> None:
        """What no constraint of the database can say: places are numbered, no draf is left over."""
        connection.check_constraints()
        deret = [b.urutan for b in self.versi.indikator.order_by("urutan")]
        assert deret == list(range(1, len(deret) + 1))
        for k in KetetapanIndikator.objects.filter(indikator__instansi=self.instansi):
            assert k.di_iku.exists()
            assert k.target_triwulan.count() in {0, 4}
            k.full_clean(exclude=["alasan"])


@pytest.mark.django_db(transaction=False)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(langkah=LANGKAH)
def test_any_sequence_keeps_the_list_whole_and_is_undone_step_by_step(db: None, langkah: Any) -> None:
    with transaction.atomic():
        panggung = Panggung()
        awal = panggung.gambar()
        for aksi, a, b, teks in langkah:
            sebelum = panggung.gambar()
            titik = transaction.savepoint()
            try:
                panggung.lakukan(aksi, a, b, teks)
                transaction.savepoint_commit(titik)
            except (AlurSalah, ValidationError):
                transaction.savepoint_rollback(titik)
                assert panggung.gambar() == sebelum
            panggung.pastikan_utuh()
        while terakhir(dokumen=s.DOKUMEN, versi_id=panggung.versi.pk, oleh=panggung.oleh):
            s.urungkan(versi=panggung.versi, oleh=panggung.oleh)
        assert panggung.gambar() == awal
        transaction.set_rollback(True)
