"""The workbook of a draf: identity on random plans, exactly what was typed, conflicts, faults, one undo, roles."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru
from bakesbang.kinerja.models import KetetapanIndikator, Langkah
from bakesbang.kinerja.pilihan import Agregasi, Polaritas
from bakesbang.organisasi.models import BerkasImpor, Instansi, Pengguna
from bakesbang.paper.xlsx_form import baca_isian, tulis_isian
from bakesbang.versions import undo
from rencana_aksi import lembar_isian, suntingan, tindakan, tindakan_perubahan
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.lembar_isian import KOLOM, MEDAN, PILIHAN
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from rencana_aksi.pohon import muat
from tests.kantor import ubah
from tests.rencana_aksi.besar import buat_besar

TAHUN = 2031
LETAK = {k.kunci: n for n, k in enumerate(KOLOM, start=3)}


# ── the workbook in a test's hands ──
def keluar(versi: VersiRencanaAksi) -> bytes:
    return tulis_isian(lembar_isian.lembar(versi, timezone.now()))


def ketik(buku: bytes, isi: dict[tuple[str, str], Any]) -> bytes:
    """(row id, column) → what is typed there."""
    wb = load_workbook(BytesIO(buku))
    ws = wb["Isian"]
    baris = {ws.cell(r, 2).value: r for r in range(5, ws.max_row + 1)}
    for (kunci, kolom), teks in isi.items():
        ws.cell(baris[kunci], LETAK[kolom]).value = teks
    hasil = BytesIO()
    wb.save(hasil)
    return hasil.getvalue()


def balik(versi: VersiRencanaAksi, buku: bytes, oleh: Pengguna, *, simpan: bool = False) -> Any:
    baris = baca_isian(buku, "a.xlsx", lembar_isian.pengenal(versi), KOLOM)
    return lembar_isian.terapkan(versi=versi, baris=baris, oleh=oleh, waktu=timezone.now(), simpan=simpan)


def urungkan(versi: VersiRencanaAksi, oleh: Pengguna) -> None:
    """The editor's undo of the last step."""
    satu = undo.terakhir(dokumen=suntingan.DOKUMEN, versi_id=versi.pk, oleh=oleh)
    assert satu is not None
    undo.urungkan(langkah=satu, oleh=oleh)


def isi_buku(versi: VersiRencanaAksi) -> dict[tuple[str, str], str]:
    """Every cell that may be typed into, by row id and column."""
    return {
        (b.id, kolom): b.isi.get(kolom, "")
        for b in lembar_isian.lembar(versi, timezone.now()).baris
        for kolom in MEDAN[b.id[0]]
    }


# ── identity ──
ANEH = ["-", "N/A", "n/a", "0", "", " ", "1.500", "20%", "=1+1", "+62", "@x", "'012", "012", "18 kegiatan", "≥ 80", "A (80,50)",
        "a\nb\n\nc", " depan", "belakang ", "akhir\n", "tab\tdi tengah", "<b>&amp;</b>", "_x000D_", "x005F_", "“kutip” \"ganda\"", "TRUE", "1e5",
        "01/02/2024", "\u00a0", "é😀", "u" * 400]  # fmt: skip
TEKS = st.one_of(
    st.sampled_from(ANEH),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
)
BUNYI = TEKS.filter(lambda t: t.strip())
TARGET = st.builds(TargetBaru, TEKS, TEKS, st.sampled_from(list(PILIHAN["jenis"])))
INDIKATOR = st.builds(
    IndikatorSasaranBaru,
    st.builds(
        IndikatorBaru,
        uraian=BUNYI,
        tahunan=st.one_of(st.none(), st.builds(TargetBaru, TEKS)),
        triwulan=st.one_of(st.just({}), st.fixed_dictionaries(dict.fromkeys((1, 2, 3, 4), TARGET))),
        satuan=TEKS.map(lambda t: t[:120]),
        polaritas=st.sampled_from(Polaritas.values),
        agregasi=st.sampled_from(["", *Agregasi.values]),
    ),
    TEKS,
)


def _sasaran(anak: st.SearchStrategy[tuple[SasaranBaru, ...]]) -> st.SearchStrategy[SasaranBaru]:
    return st.builds(SasaranBaru, BUNYI, st.lists(INDIKATOR, max_size=2).map(tuple), anak)


POHON = st.lists(
    _sasaran(st.lists(_sasaran(st.just(())), max_size=2).map(tuple)), min_size=1, max_size=2
)  # fmt: skip
CEPAT = settings(
    max_examples=int(os.environ.get("CONTOH_LEMBAR", "12")),
    phases=(Phase.explicit, Phase.generate),  # shrinking a whole plan takes minutes; the plan found is small
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def buat(pohon: list[SasaranBaru]) -> tuple[VersiRencanaAksi, Pengguna]:
    instansi = Instansi.objects.create(kode="lembar", nama="Badan Lembar")
    oleh = Pengguna.objects.create(username="lembar", nama="Lembar", instansi=instansi, peran="penyusun")
    versi = tindakan.buat(
        instansi=instansi, tahun=TAHUN, nama_cetak="BADAN", pohon=pohon, oleh=oleh, waktu=timezone.now()
    )
    return versi, oleh


@pytest.mark.django_db
@CEPAT
@given(pohon=POHON)
def test_what_goes_out_comes_in_unchanged_on_any_plan(pohon: list[SasaranBaru]) -> None:
    with transaction.atomic():
        versi, oleh = buat(pohon)
        sebelum = muat(versi)
        hasil = balik(versi, keluar(versi), oleh, simpan=True)
        assert (hasil.ubahan, hasil.salah, hasil.bentrok, hasil.asing) == ([], [], [], [])
        assert muat(versi) == sebelum
        assert not Langkah.objects.filter(oleh=oleh).exists()
        transaction.set_rollback(True)


def _baru(kolom: str, lama: str, n: int) -> str:
    """Another text that this cell may hold."""
    if kolom in PILIHAN:
        return next(k for k in PILIHAN[kolom].values() if k != lama)
    pilihan = ("-", "0", "N/A", "18 kegiatan", "1.500", "", "a\nb", "=1+1")
    lain = [t for t in pilihan if t != lama and (t or kolom != "uraian")]
    return lain[n % len(lain)]


@pytest.mark.django_db
@CEPAT
@given(
    pohon=POHON, nomor=st.lists(st.tuples(st.integers(0, 999), st.integers(0, 99)), min_size=1, max_size=6)
)
def test_exactly_the_cells_typed_into_are_shown_and_saved(
    pohon: list[SasaranBaru], nomor: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        versi, oleh = buat(pohon)
        sebelum = isi_buku(versi)
        buku = keluar(versi)
        bebas = _bebas(buku)
        ketikan = {bebas[a % len(bebas)]: b for a, b in nomor}
        isi = {sel: _baru(sel[1], sebelum[sel], b) for sel, b in ketikan.items()}
        data = ketik(buku, isi)
        for simpan in (False, True):
            hasil = balik(versi, data, oleh, simpan=simpan)
            assert hasil.bersih, [u.sebab for u in (*hasil.salah, *hasil.bentrok)]
            assert len(hasil.ubahan) == len(isi)
            assert isi_buku(versi) == (sebelum | isi if simpan else sebelum)
        assert balik(versi, data, oleh).ubahan == []
        urungkan(versi, oleh)
        assert isi_buku(versi) == sebelum
        transaction.set_rollback(True)


def _bebas(buku: bytes) -> list[tuple[str, str]]:
    """Cells that are not locked, in order."""
    ws = load_workbook(BytesIO(buku))["Isian"]
    return [
        (str(ws.cell(r, 2).value), kolom)
        for r in range(5, ws.max_row + 1)
        for kolom, n in LETAK.items()
        if not ws.cell(r, n).protection.locked
    ]


# ── a small plan by hand ──
@pytest.fixture
def rencana(peragaan: Any) -> VersiRencanaAksi:
    """A draf of another year: sasaran, program, one indicator with quarters, one without."""
    tw = {n: TargetBaru(t, f"Penjelasan {n}") for n, t in enumerate(("-", "18 kegiatan", "", "0"), start=1)}
    program = SasaranBaru(
        "Ormas tertib", (IndikatorSasaranBaru(IndikatorBaru("Jumlah ormas", triwulan=tw), "Kabid"),)
    )
    strategis = SasaranBaru(
        "Kota kondusif",
        (IndikatorSasaranBaru(IndikatorBaru("Persentase konflik", tahunan=TargetBaru("20%"))),),
        (program,),
    )
    return tindakan.buat(
        instansi=peragaan.instansi, tahun=TAHUN, nama_cetak="BADAN", pohon=[strategis],
        oleh=peragaan.pengguna("penyusun"), waktu=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def penyusun(peragaan: Any) -> Pengguna:
    pengguna: Pengguna = peragaan.pengguna("penyusun")
    return pengguna


def baris_sasaran(uraian: str) -> str:
    return f"s|{Sasaran.objects.get(uraian=uraian, versi__rencana__tahun=TAHUN).kunci}"


def baris(jenis: str, uraian: str) -> str:
    return f"{jenis}|{IndikatorSasaran.objects.get(ketetapan__uraian=uraian, sasaran__versi__rencana__tahun=TAHUN).kunci}"


def alamat(nama: str, tahun: int = TAHUN) -> str:
    return reverse(f"rencana_aksi:{nama}", kwargs={"kode": "bakesbangpol", "tahun": tahun})


@pytest.fixture
def sebagai(peragaan: Any) -> Any:
    def masuk(username: str) -> Client:
        client = Client()
        client.force_login(peragaan.pengguna(username))
        return client

    return masuk


def unggah(client: Client, data: bytes) -> Any:
    return client.post(alamat("lembar"), {"berkas": SimpleUploadedFile("isian.xlsx", data)})


def lanjut(client: Client, jawab: Any, tombol: str) -> Any:
    return client.post(alamat("lembar"), {"berkas_id": jawab.context["impor"].pk, tombol: "1"})


def test_only_the_cells_of_a_row_are_open_and_choices_are_words(rencana: VersiRencanaAksi) -> None:
    buku = load_workbook(BytesIO(keluar(rencana)))
    ws = buku["Isian"]
    bebas = _bebas(keluar(rencana))
    assert {k for b, k in bebas if b.startswith("s|")} == {"uraian"}
    assert {k for b, k in bebas if b.startswith("2|")} == {"target", "jenis", "penjelasan"}
    assert not [b for b, _ in bebas if b == baris("1", "Persentase konflik")]
    daftar = {v.formula1 for v in ws.data_validations.dataValidation}
    assert '"Nilai,Tahapan"' in daftar
    assert all(len(d) <= 257 for d in daftar)
    assert [ws.cell(r, 3).value for r in range(5, ws.max_row + 1)] == ["1", "1.a", "1.1", *["1.1.a"] * 5]
    assert "akumulasi" in str([s.value for s in buku["Petunjuk"]["A"]]).lower()


def test_changes_are_shown_first_and_then_saved_as_one_step(
    sebagai: Any, rencana: VersiRencanaAksi, penyusun: Pengguna
) -> None:
    client = sebagai("penyusun")
    data = ketik(
        client.get(alamat("lembar_unduh")).content,
        {
            (baris_sasaran("Ormas tertib"), "uraian"): "Ormas tertib dan aktif",
            (baris("i", "Jumlah ormas"), "agregasi"): "akumulasi",
            (baris("i", "Jumlah ormas"), "target"): "40 ormas",
            (baris("2", "Jumlah ormas"), "target"): 19,
            (baris("2", "Jumlah ormas"), "jenis"): "Tahapan",
            (baris("i", "Jumlah ormas"), "cetak"): "Kabid Poldagri",
        },
    )
    jawab = unggah(client, data)
    assert len(jawab.context["hasil"].ubahan) == 6
    assert "Simpan 6 perubahan" in jawab.content.decode()
    assert not Sasaran.objects.filter(uraian="Ormas tertib dan aktif").exists()
    assert lanjut(client, jawab, "simpan").status_code == 302
    k = KetetapanIndikator.objects.lengkap().get(uraian="Jumlah ormas", indikator__tahun=TAHUN)
    tw2 = k.target_tw(2)
    assert (k.agregasi, k.target_tahun().teks, tw2.teks, tw2.jenis) == (
        "akumulasi",
        "40 ormas",
        "19",
        "tahapan",
    )  # type: ignore[union-attr]
    assert Langkah.objects.get(oleh=penyusun).kata == "mengisi 6 sel dari buku kerja"
    assert BerkasImpor.objects.get(tujuan="rencana-aksi-lembar").disimpan_pada is not None
    ulang = client.post(
        alamat("lembar"), {"berkas_id": jawab.context["impor"].pk, "simpan": "1"}, follow=True
    )
    assert "sudah sama dengan draf" in ulang.content.decode()
    assert Langkah.objects.filter(oleh=penyusun).count() == 1


def test_faults_save_nothing_come_back_red_and_are_cleared(sebagai: Any, rencana: VersiRencanaAksi) -> None:
    client = sebagai("penyusun")
    data = ketik(
        keluar(rencana),
        {
            (baris_sasaran("Ormas tertib"), "uraian"): None,
            (baris("i", "Jumlah ormas"), "polaritas"): "Naik",
            (baris("2", "Jumlah ormas"), "target"): "19 kegiatan",
        },
    )
    jawab = unggah(client, data)
    isi = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Tulis bunyi sasarannya." in isi
    assert "tidak ada dalam daftar" in isi
    assert {u.indikator for u in jawab.context["hasil"].salah} == {"Ormas tertib", "Jumlah ormas"}
    assert lanjut(client, jawab, "simpan").status_code == 422
    merah = lanjut(client, jawab, "tandai").content
    ws = load_workbook(BytesIO(merah))["Isian"]
    assert len([s for b in ws.iter_rows() for s in b if s.comment]) == 2
    benar = ketik(
        merah,
        {
            (baris_sasaran("Ormas tertib"), "uraian"): "Ormas rapi",
            (baris("i", "Jumlah ormas"), "polaritas"): "Makin rendah makin baik",
        },
    )
    jawab = unggah(client, benar)
    assert len(jawab.context["hasil"].ubahan) == 3
    lanjut(client, jawab, "simpan")
    assert Sasaran.objects.filter(uraian="Ormas rapi").exists()


def test_what_changed_meanwhile_is_a_conflict_and_the_rest_merges(
    sebagai: Any, rencana: VersiRencanaAksi, peragaan: Any, penyusun: Pengguna
) -> None:
    butir = IndikatorSasaran.objects.get(ketetapan__uraian="Jumlah ormas", sasaran__versi=rencana)
    buku = keluar(rencana)
    admin = peragaan.pengguna("admin")
    with suntingan.buka(versi=rencana, oleh=admin, waktu=timezone.now(), pohon=False) as draf:
        isi = {"tw2.teks": "25 kegiatan", "polaritas": "minimal", "tw4.teks": "7"}
        suntingan.isi_butir(draf, butir=butir.pk, perubahan=isi, dimuat=None)
    sel = {
        (baris("2", "Jumlah ormas"), "target"): "19 kegiatan",
        (baris("4", "Jumlah ormas"), "target"): "7",
        (baris("i", "Jumlah ormas"), "polaritas"): "Harus di dalam rentang",
        (baris("1", "Jumlah ormas"), "target"): "3",
    }
    hasil = balik(rencana, ketik(buku, sel), penyusun, simpan=True)
    assert {(b.medan, b.lama) for b in hasil.bentrok} == {
        ("Target TW II", "25 kegiatan"),
        ("Arah yang baik", "Makin rendah makin baik"),
    }
    assert f"{admin} sudah mengubah menjadi “25 kegiatan”" in hasil.bentrok[-1].sebab
    assert [u.medan for u in hasil.ubahan] == ["Target TW I"]
    assert isi_buku(rencana)[baris("1", "Jumlah ormas"), "target"] == "-"


def test_rows_that_are_gone_copied_or_added_are_named_only_when_they_say_something(
    rencana: VersiRencanaAksi, penyusun: Pengguna
) -> None:
    buku = keluar(rencana)
    hilang = (baris("i", "Persentase konflik"), "satuan")
    IndikatorSasaran.objects.filter(ketetapan__uraian="Persentase konflik", sasaran__versi=rencana).delete()
    assert balik(rencana, buku, penyusun).bersih
    assert balik(rencana, ketik(buku, {hilang: "persen"}), penyusun).asing == [6]
    wb = load_workbook(BytesIO(buku))
    ws = wb["Isian"]
    ws.cell(13, 2).value, ws.cell(13, LETAK["uraian"]).value = ws.cell(7, 2).value, "Ganda"
    ws.cell(14, LETAK["uraian"]).value = "Sasaran yang ditambahkan"
    berkas = BytesIO()
    wb.save(berkas)
    hasil = balik(rencana, berkas.getvalue(), penyusun, simpan=True)
    assert hasil.asing == [13, 14]
    assert not Sasaran.objects.filter(uraian="Ganda").exists()


def test_an_indicator_under_two_sasaran_is_changed_once_and_undone_once(
    rencana: VersiRencanaAksi, penyusun: Pengguna
) -> None:
    atas = Sasaran.objects.get(uraian="Kota kondusif", versi=rencana)
    asal = IndikatorSasaran.objects.get(ketetapan__uraian="Jumlah ormas", sasaran__versi=rencana)
    with suntingan.buka(versi=rencana, oleh=penyusun, waktu=timezone.now()) as draf:
        dua = suntingan.pakai_indikator(draf, indikator=asal.ketetapan.indikator_id, sasaran=atas.pk)
    sebelum = isi_buku(rencana)
    # The place above comes first in print, so the place below only keeps its printed penanggung jawab.
    assert (f"i|{dua.kunci}", "uraian") in sebelum
    assert [k for b, k in sebelum if b == f"p|{asal.kunci}"] == ["cetak"]
    sel = {
        (f"i|{dua.kunci}", "satuan"): "ormas",
        (f"2|{dua.kunci}", "target"): "9",
        (f"p|{asal.kunci}", "cetak"): "Kabid A",
    }
    assert len(balik(rencana, ketik(keluar(rencana), sel), penyusun, simpan=True).ubahan) == 3
    assert isi_buku(rencana) == sebelum | sel
    urungkan(rencana, penyusun)
    assert isi_buku(rencana) == sebelum


def test_a_doubtful_number_is_saved_and_pointed_at(rencana: VersiRencanaAksi, penyusun: Pengguna) -> None:
    hasil = balik(
        rencana, ketik(keluar(rencana), {(baris("2", "Jumlah ormas"), "target"): "1.500"}), penyusun
    )
    assert hasil.bersih
    assert [u.medan for u in hasil.catatan] == ["Target TW II"]


def test_a_perubahan_is_filled_in_and_the_plan_in_force_stays(peragaan: Any, penyusun: Pengguna) -> None:
    berlaku = VersiRencanaAksi.objects.get(
        rencana__instansi=peragaan.instansi, rencana__tahun=2024, status="ditetapkan"
    )
    sebelum = muat(berlaku)
    draf = tindakan_perubahan.mulai_perubahan(
        versi=berlaku, mulai_triwulan=3, alasan="Anggaran bergeser", oleh=penyusun, waktu=timezone.now()
    )
    lama = isi_buku(draf)
    assert balik(draf, keluar(draf), penyusun, simpan=True).ubahan == []
    sel = {s: "99 kegiatan" for s in lama if s[0].startswith("3|") and s[1] == "target"}
    assert len(balik(draf, ketik(keluar(draf), sel), penyusun, simpan=True).ubahan) == len(sel) > 5
    assert isi_buku(draf) == lama | sel
    assert muat(berlaku) == sebelum


def test_a_workbook_of_another_version_or_kind_is_refused(sebagai: Any, rencana: VersiRencanaAksi) -> None:
    client = sebagai("penyusun")
    VersiRencanaAksi.objects.filter(pk=rencana.pk).update(nomor=1, alasan="x")
    lain = keluar(VersiRencanaAksi.objects.get(pk=rencana.pk))
    VersiRencanaAksi.objects.filter(pk=rencana.pk).update(nomor=0, alasan="")
    for data, pesan in ((lain, "dibuat untuk lembar lain"), (b"PK\x03\x04rusak", "rusak"), (b"", "kosong"), (b"%PDF-1.7 x", "bukan Excel")):  # fmt: skip
        jawab = unggah(client, data)
        assert jawab.status_code == 422, pesan
        assert pesan in jawab.content.decode()
    assert not BerkasImpor.objects.filter(tujuan="rencana-aksi-lembar").exists()


def test_without_a_draf_the_page_leads_to_a_perubahan(sebagai: Any) -> None:
    client = sebagai("penyusun")
    for nama in ("lembar", "lembar_unduh"):
        jawab = client.get(alamat(nama, 2024))
        assert jawab.status_code == 409
        assert alamat("perubahan", 2024) in jawab.content.decode()
        assert "Buat Perubahan" in jawab.content.decode()
    assert "Belum ada Rencana Aksi" in client.get(alamat("lembar", 2022)).content.decode()


def test_a_draf_laid_down_meanwhile_takes_nothing(rencana: VersiRencanaAksi, penyusun: Pengguna) -> None:
    buku = ketik(keluar(rencana), {(baris("2", "Jumlah ormas"), "target"): "5"})
    tindakan.tetapkan(
        versi=rencana, nomor_surat="1", tanggal=timezone.now().date(), penanda_tangan=None, oleh=penyusun, waktu=timezone.now(),
    )  # fmt: skip
    with pytest.raises(AlurSalah, match="sudah ditetapkan"):
        balik(rencana, buku, penyusun, simpan=True)


@pytest.mark.parametrize("siapa", ["staf.poldagri", "pimpinan", "pemeriksa"])
def test_who_may_not_write_the_plan_has_no_workbook(
    sebagai: Any, rencana: VersiRencanaAksi, siapa: str
) -> None:
    assert sebagai(siapa).get(alamat("lembar")).status_code == 403
    assert sebagai(siapa).get(alamat("lembar_unduh")).status_code == 403
    assert unggah(sebagai(siapa), keluar(rencana)).status_code == 403


def test_somebody_elses_upload_is_not_saved_by_its_number(
    sebagai: Any, rencana: VersiRencanaAksi, peragaan: Any
) -> None:
    jawab = unggah(sebagai("penyusun"), ketik(keluar(rencana), {(baris("2", "Jumlah ormas"), "target"): "5"}))
    Pengguna.objects.create(username="penyusun.dua", nama="Dua", instansi=peragaan.instansi, peran="penyusun")
    assert lanjut(sebagai("penyusun.dua"), jawab, "simpan").status_code == 404
    assert sebagai("penyusun").post(alamat("lembar"), {"berkas_id": "²"}).status_code == 422


def test_three_hundred_indicators_go_out_and_come_back(
    peragaan: Any, penyusun: Pengguna, django_assert_max_num_queries: Any
) -> None:
    versi = buat_besar(peragaan.instansi, TAHUN, 300)
    buku = keluar(versi)
    sel = {(f"2|{b.kunci}", "target"): "77" for b in IndikatorSasaran.objects.filter(sasaran__versi=versi, sasaran__jenjang=3)[:3]}  # fmt: skip
    with django_assert_max_num_queries(150):
        assert len(balik(versi, ketik(buku, sel), penyusun).ubahan) == 3


@pytest.mark.panjang
def test_a_workbook_saved_by_libreoffice_says_nothing_new(
    rencana: VersiRencanaAksi, penyusun: Pengguna, tmp_path: Path
) -> None:
    asal = tmp_path / "lembar.xlsx"
    asal.write_bytes(keluar(rencana))
    kantor = ubah(asal, "xlsx", tmp_path / "kantor")
    assert balik(rencana, kantor.read_bytes(), penyusun).ubahan == []


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lebar", ["halaman", "halaman_ponsel"])
def test_the_page_in_a_browser(rencana: VersiRencanaAksi, lebar: str, request: Any, tmp_path: Path) -> None:
    h = request.getfixturevalue(lebar)
    h.masuk("penyusun").buka(alamat("sunting"))
    h.page.get_by_role("link", name="Isi lewat Excel").click()
    berkas = tmp_path / "isian.xlsx"
    sel: dict[tuple[str, str], Any] = {
        (baris("2", "Jumlah ormas"), "target"): "1.500",
        (baris("i", "Jumlah ormas"), "polaritas"): "Naik",
    }
    berkas.write_bytes(ketik(keluar(rencana), sel))
    for potret, tombol in (("salah", "Unduh buku kerja bertanda merah"), ("benar", "Simpan 2 perubahan")):
        h.page.get_by_label("Buku kerja (.xlsx)").set_input_files(berkas)
        h.page.get_by_role("button", name="Unggah dan lihat perubahan").click()
        h.page.get_by_role("button", name=tombol).wait_for()
        assert h.pelanggaran_axe() == []
        assert not h.bergeser_ke_samping()
        if folder := os.environ.get("POTRET"):
            h.potret(Path(folder) / f"lembar_ra_{potret}_{lebar}.png")
        sel[baris("i", "Jumlah ormas"), "polaritas"] = "Makin rendah makin baik"
        berkas.write_bytes(ketik(keluar(rencana), sel))
    h.page.get_by_role("button", name="Simpan 2 perubahan").click()
    h.page.get_by_text("2 perubahan dari").wait_for()
