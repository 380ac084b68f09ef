"""Any sequence of editor acts keeps every constraint, and every undo restores the former state."""

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
from bakesbang.versions.undo import Gambar, gambar, isi_indikator, terakhir
from rencana_aksi import suntingan as s
from rencana_aksi import suntingan_cabang as cabang
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, Sasaran, VersiRencanaAksi
from rencana_aksi.suntingan_langkah import urungkan

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.sapuan,
]  # a sweep reaches everything and tells little of each line

TEKS = st.sampled_from(
    ["Satu", "Dua kata", "Tiga", "-", "18 kegiatan", "1.500", "0", "", " ", "20%", "x" * 130]
)
NOMOR = st.integers(0, 30)
LANGKAH = st.lists(
    st.tuples(
        st.sampled_from(
            ["tambah_sasaran", "tambah_sasaran", "tambah_indikator", "pakai", "pindah", "pindah_indikator", "geser", "geser_indikator",
             "isi_sasaran", "isi_butir", "isi_butir", "salin", "salin_indikator", "hapus", "hapus_indikator", "urung", "ulang"]
        ),
        NOMOR, NOMOR, TEKS,
    ),
    min_size=8, max_size=20,
)  # fmt: skip
MEDAN = ("uraian", "tahunan", "tw1.teks", "tw4.penjelasan", "tw2.jenis", "bertriwulan", "polaritas", "pengisi", "penanggung_jawab", s.CETAK)  # fmt: skip


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

    def gambar(self) -> Gambar:
        hasil: Gambar = {}
        indikator = list(Indikator.objects.milik(self.instansi, 2026).values_list("pk", flat=True))
        for qs in (
            Sasaran.objects.filter(versi=self.versi), IndikatorSasaran.objects.filter(sasaran__versi=self.versi),
            *isi_indikator(indikator),
        ):  # fmt: skip
            hasil |= gambar(qs)
        return hasil

    def _pilih(self, baris: Any, n: int) -> Any:
        pk = list(baris.order_by("pk").values_list("pk", flat=True))
        return pk[n % len(pk)] if pk else 0

    def lakukan(self, aksi: str, a: int, b: int, teks: str) -> None:
        sasaran = Sasaran.objects.filter(versi=self.versi)
        butir = IndikatorSasaran.objects.filter(sasaran__versi=self.versi)
        s1, s2, b1 = self._pilih(sasaran, a), self._pilih(sasaran, b), self._pilih(butir, a)
        if aksi in {"urung", "ulang"}:
            urungkan(versi=self.versi, oleh=self.oleh, ulang=aksi == "ulang")
            return
        with s.buka(versi=self.versi, oleh=self.oleh, waktu=timezone.now()) as d:
            if aksi == "tambah_sasaran":
                s.tambah_sasaran(d, uraian=teks, induk=s1 if a % 3 and s1 else None, sesudah=s2)
            elif aksi == "tambah_indikator":
                s.tambah_indikator(d, uraian=teks, sasaran=s1)
            elif aksi == "pakai":
                s.pakai_indikator(
                    d, indikator=self._pilih(Indikator.objects.milik(self.instansi, 2026), b), sasaran=s1
                )
            elif aksi == "pindah":
                s.pindah_sasaran(d, sasaran=s1, induk=s2 if b % 4 else None, sesudah=None, awal=bool(b % 2))
            elif aksi == "pindah_indikator":
                s.pindah_indikator(d, butir=b1, sasaran=s2, sesudah=None)
            elif aksi == "geser":
                s.geser_sasaran(d, sasaran=s1, arah=("atas", "bawah", "dalam", "luar")[b % 4])
            elif aksi == "geser_indikator":
                s.geser_indikator(d, butir=b1, arah=("atas", "bawah")[b % 2])
            elif aksi == "isi_sasaran":
                medan = s.MEDAN_SASARAN[b % 4]
                s.isi_sasaran(d, sasaran=s1, perubahan={medan: "8.01" if b % 2 else teks}, dimuat=None)
            elif aksi == "isi_butir":
                medan = MEDAN[b % len(MEDAN)]
                isi = {"pengisi": str(self.jabatan.unit_id), "penanggung_jawab": str(self.jabatan.pk)}.get(
                    medan, teks
                )
                s.isi_butir(
                    d, butir=b1, perubahan={medan: "tahapan" if medan == "tw2.jenis" else isi}, dimuat=None
                )
            else:
                {
                    "salin": lambda: cabang.salin_sasaran(d, sasaran=s1), "hapus": lambda: cabang.hapus_sasaran(d, sasaran=s1),
                    "salin_indikator": lambda: cabang.salin_indikator(d, butir=b1),
                    "hapus_indikator": lambda: cabang.hapus_indikator(d, butir=b1),
                }[aksi]()  # fmt: skip

    def pastikan_utuh(self) -> None:
        """What no constraint of the database can say: levels follow parents, places are numbered, drafs are used."""
        connection.check_constraints()
        semua = {x.pk: x for x in Sasaran.objects.filter(versi=self.versi)}
        for x in semua.values():
            x.full_clean()
            atas = semua[x.induk_id] if x.induk_id else None
            assert x.jenjang == (atas.jenjang + 1 if atas else 1)
            langkah, jalur = x, set()
            while langkah.induk_id:
                assert langkah.pk not in jalur
                jalur.add(langkah.pk)
                langkah = semua[langkah.induk_id]
            saudara = sorted(y.urutan for y in semua.values() if y.induk_id == x.induk_id)
            assert saudara == list(range(1, len(saudara) + 1))
        for k in KetetapanIndikator.objects.filter(indikator__instansi=self.instansi):
            assert k.di_sasaran.exists()
            assert k.target_triwulan.count() in {0, 4}
            k.full_clean(exclude=["alasan"])


def _jalankan(langkah: list[tuple[str, int, int, str]]) -> None:
    panggung = Panggung()
    dulu = [panggung.gambar()]  # states on the way, to walk back through
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
        kini = panggung.gambar()
        if aksi not in {"urung", "ulang"} and kini != sebelum:
            dulu.append(kini)
        elif aksi == "urung" and kini != sebelum:
            assert kini == dulu[-2]
            urungkan(versi=panggung.versi, oleh=panggung.oleh, ulang=True)
            assert panggung.gambar() == sebelum
            urungkan(versi=panggung.versi, oleh=panggung.oleh)
            dulu.pop()
        elif aksi == "ulang" and kini != sebelum:
            dulu.append(kini)
    while terakhir(dokumen=s.DOKUMEN, versi_id=panggung.versi.pk, oleh=panggung.oleh):
        assert panggung.gambar() == dulu.pop()
        urungkan(versi=panggung.versi, oleh=panggung.oleh)
        panggung.pastikan_utuh()
        assert panggung.gambar() == dulu[-1]
    assert panggung.gambar() == {}


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(langkah=LANGKAH)
def test_any_sequence_keeps_the_tree_whole_and_every_undo_restores_it(
    langkah: list[tuple[str, int, int, str]],
) -> None:
    with transaction.atomic():
        _jalankan(langkah)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_same_holds_from_a_grown_tree() -> None:
    """A fixed road through every act, so that the random ones may stay few."""
    langkah = [("tambah_sasaran", 0, 0, "Satu"), ("tambah_sasaran", 1, 0, "Dua kata"), ("tambah_indikator", 0, 0, "Tiga"), ("tambah_indikator", 1, 0, "Satu"),
               ("salin", 0, 0, ""), ("isi_butir", 1, 2, "18 kegiatan"), ("pakai", 0, 1, ""), ("geser", 1, 3, ""), ("geser", 1, 2, ""), ("pindah", 2, 1, ""),
               ("isi_butir", 0, 8, ""), ("isi_butir", 0, 7, ""), ("salin_indikator", 0, 0, ""), ("hapus_indikator", 1, 0, ""), ("hapus", 0, 0, ""), ("urung", 0, 0, "")]  # fmt: skip
    _jalankan(langkah)
    assert RencanaAksi.objects.count() == 1
    assert VersiRencanaAksi.objects.get().draf
