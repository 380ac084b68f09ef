"""The kamus sheet of one indicator: on screen for every role, on paper, and nowhere else."""

import subprocess
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bakesbang.kinerja.bentuk import IndikatorBaru, VariabelBaru
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.tindakan import buat_indikator
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from bakesbang.versions.copying import draf_ketetapan
from iku import tindakan
from tests.bakesbang.realisasi import panggung
from tests.iku.besar import buat_besar
from tests.kantor import ubah

SEMUA = ["admin", "penyusun", "staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa"]


@pytest.mark.parametrize("username", SEMUA)
@pytest.mark.parametrize("akhir", ["", "cetak/pdf/", "cetak/xlsx/"])
def test_every_role_reads(sebagai, alamat, username, akhir):
    assert sebagai(username).get(alamat + akhir).status_code == 200


def test_another_agency_and_another_year_are_not_found(client, sebagai, alamat, indikator):
    assert sebagai("staf.poldagri").get(alamat.replace("/2021/", "/2022/")).status_code == 404
    lain = Instansi.objects.create(kode="lain", nama="Dinas Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2021)
    orang = Pengguna.objects.create(username="orang.lain", nama="Orang Lain", instansi=lain, peran="penyusun")
    client.force_login(orang)
    for tujuan in (alamat, f"{alamat}rumus/", alamat.replace("bakesbangpol", "lain")):
        assert client.get(tujuan).status_code == 404


def test_a_quarter_still_to_come_carries_no_number(sebagai, peragaan):
    panggung.setujui(panggung.ajukan(panggung.indikator(), teks="90%", **panggung.KURANG))
    tujuan = f"/bakesbangpol/2024/indikator/{panggung.indikator().pk}/"
    jawaban = sebagai("staf.poldagri").get(tujuan)
    assert [kata for _, _, kata in jawaban.context["lembar"].titik] == ["90%", "", "", ""]
    assert jawaban.content.decode().count('<span class="redup">Belum diisi</span>') == 3


def test_page_says_what_it_is_how_it_is_computed_and_where_it_is_used(sebagai, alamat):
    isi = sebagai("staf.poldagri").get(alamat).content.decode()
    for s in (
        "Jml konflik IPOLEKSOSBUD yg selesai", "81,82%", "9/11", "Makin tinggi makin baik", "Rasio: dihitung ulang dari datanya",
        "IKU Tahun 2021 (Murni)", "Menguatnya ketahanan sosial masyarakat", "Kepala Bidang Kewaspadaan Nasional dan Penanganan Konflik",
        "Bidang Kewaspadaan Nasional dan Penanganan Konflik", "Belum ditetapkan",
    ):  # fmt: skip
        assert s in isi
    assert isi.count("Usulan") == 4  # satuan, polaritas, agregasi, and how the data add up


def test_only_penyusun_is_offered_the_editor(sebagai, alamat):
    assert "rumus/" not in sebagai("pimpinan").get(alamat).content.decode()
    assert f"{alamat}rumus/" in sebagai("penyusun").get(alamat).content.decode()


def test_typed_indicator_of_a_plan_shows_targets_steps_and_its_sasaran(sebagai):
    sk1 = Indikator.objects.get(
        tahun=2024, ketetapan__uraian="Jumlah database ormas terdaftar dan berbadan hukum"
    )
    isi = sebagai("staf.poldagri").get(f"/bakesbangpol/2024/indikator/{sk1.pk}/").content.decode()
    assert "Nilainya diisi langsung, tanpa formula." in isi
    assert "Sasaran kegiatan" in isi
    assert "Rencana Aksi Tahun 2024 (Murni)" in isi
    assert "18 kegiatan" in isi
    assert "tahapan" in isi


def test_shared_indicator_names_both_documents(sebagai):
    ss2 = Indikator.objects.get(tahun=2024, ketetapan__uraian="Angka konflik berlatar belakang isu SARA")
    isi = sebagai("staf.poldagri").get(f"/bakesbangpol/2024/indikator/{ss2.pk}/").content.decode()
    assert "Rencana Aksi Tahun 2024 (Murni)" in isi
    assert "IKU Tahun 2024 (Murni)" in isi


def test_waiting_change_is_told_with_its_reason(sebagai, peragaan, alamat, indikator):
    draf_ketetapan(
        ketetapan=indikator.ketetapan.get(),
        dokumen="iku",
        alasan="Perwali baru",
        oleh=peragaan.pengguna("penyusun"),
    )
    isi = sebagai("staf.poldagri").get(alamat).content.decode()
    assert "Ada perubahan yang menunggu: draf ketetapan nomor 2" in isi
    assert "Perwali baru" in isi
    assert "Mengikuti Perubahan" in isi
    assert "Ketetapan nomor 1" in isi


def test_composite_names_its_parts_and_is_named_by_them(sebagai, peragaan):
    induk = buat_besar(peragaan.instansi, 2030, 1).indikator.get().ketetapan.indikator
    TahunKerja.objects.get_or_create(instansi=peragaan.instansi, tahun=2030)
    indeks = IndikatorBaru(
        "Indeks ketahanan", satuan="indeks", agregasi="rasio", rumus="[Persentase] / 2",
        variabel=(VariabelBaru("persentase", "Persentase", hasil_dari_id=induk.pk),),
    )  # fmt: skip
    versi = induk.ketetapan.get().di_iku.get().versi
    baru = buat_indikator(baru=indeks, instansi=peragaan.instansi, tahun=2030, dokumen="iku", oleh=None)
    tindakan.tambah_bersama(
        versi=versi, ketetapan=baru, sasaran="Sasaran 0", penanggung_jawab_cetak="", oleh=None
    )
    satu = sebagai("staf.poldagri").get(f"/bakesbangpol/2030/indikator/{induk.pk}/").content.decode()
    assert "Indeks ketahanan" in satu
    dua = sebagai("staf.poldagri").get(f"/bakesbangpol/2030/indikator/{baru.indikator_id}/").content.decode()
    assert "Hasil dari" in dua


def test_paper_holds_definition_formula_data_and_results(sebagai, alamat, tmp_path):
    berkas = tmp_path / "a.pdf"
    jawaban = sebagai("penyusun").get(f"{alamat}cetak/pdf/?kertas=A4")
    assert (
        'filename="kamus-2021-persentase-konflik-ipoleksosbud-yang-diselesaikan.pdf"'
        in jawaban["Content-Disposition"]
    )
    berkas.write_bytes(jawaban.content)
    teks = subprocess.run(
        ["pdftotext", "-raw", berkas, "-"], check=True, capture_output=True, text=True
    ).stdout
    for s in (
        "KAMUS INDIKATOR KINERJA",
        "Jml konflik IPOLEKSOSBUD yang ada",
        "% (usulan)",
        "66,67% 83,33% 75% 81,82%",
        "Bila 0/0",
    ):
        assert s in teks


def test_paper_of_a_typed_indicator_holds_its_targets_and_values(sebagai, tmp_path):
    sk1 = Indikator.objects.get(
        tahun=2024, ketetapan__uraian="Jumlah database ormas terdaftar dan berbadan hukum"
    )
    berkas = tmp_path / "a.pdf"
    berkas.write_bytes(sebagai("penyusun").get(f"/bakesbangpol/2024/indikator/{sk1.pk}/cetak/pdf/").content)
    teks = subprocess.run(
        ["pdftotext", "-raw", berkas, "-"], check=True, capture_output=True, text=True
    ).stdout
    for s in ("TW I = -", "TW II = 18 kegiatan", "Nilai indikator", "Belum diisi"):
        assert s in teks
    assert "Formula :" not in teks


def test_paper_of_a_growth_takes_last_years_sum_as_a_number(sebagai, peragaan, tmp_path):
    """2022's input comes from 2021 through asal: no cell of this sheet holds it, so its number stands in the formula."""
    i = Indikator.objects.get(tahun=2022, ketetapan__uraian__contains="IPOLEKSOSBUD")
    k = i.ketetapan.get()
    k.rumus = "[ada] / [ada; tahun lalu] × 100%"
    k.save()
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(sebagai("penyusun").get(f"/bakesbangpol/2022/indikator/{i.pk}/cetak/xlsx/").content)
    ws = openpyxl.load_workbook(berkas)["Kertas"]
    rumus = [str(s) for b in ws.iter_rows(values_only=True) for s in b if str(s).startswith("=")]
    assert "/11*100" in rumus[3]


@pytest.mark.kantor
def test_live_formulas_of_the_sheet_give_the_same_numbers(sebagai, alamat, tmp_path):
    berkas = tmp_path / "kamus.xlsx"
    berkas.write_bytes(sebagai("penyusun").get(f"{alamat}cetak/xlsx/").content)
    rumus = [
        s
        for b in openpyxl.load_workbook(berkas)["Kertas"].iter_rows(values_only=True)
        for s in b
        if str(s).startswith("=")
    ]
    assert len(rumus) == 4
    ulang = openpyxl.load_workbook(ubah(berkas, "xlsx", tmp_path / "ulang"), data_only=True)["Kertas"]
    angka = [s for b in ulang.iter_rows(values_only=True) for s in b if isinstance(s, float)]
    assert angka == pytest.approx([2 / 3, 5 / 6, 6 / 8, 9 / 11])


def test_queries_do_not_grow_with_the_year(sebagai, peragaan):
    def kueri(versi):
        pk = versi.indikator.first().ketetapan.indikator_id
        tujuan = f"/bakesbangpol/{versi.daftar.tahun}/indikator/{pk}/"
        sebagai("penyusun").get(tujuan)
        with CaptureQueriesContext(connection) as tangkapan:
            assert sebagai("penyusun").get(tujuan).status_code == 200
        return len(tangkapan)

    assert kueri(buat_besar(peragaan.instansi, 2030, 2)) == kueri(buat_besar(peragaan.instansi, 2031, 60))


def test_ketetapan_in_force_is_shown_after_a_change(sebagai, peragaan, alamat, indikator):
    """Once the Perubahan is laid down the page shows the new ketetapan and keeps the old one in its history."""
    penyusun = peragaan.pengguna("penyusun")
    lama = indikator.ketetapan.get()
    draf = draf_ketetapan(ketetapan=lama, dokumen="iku", alasan="Perwali baru", oleh=penyusun)
    baris = lama.di_iku.get()
    versi = type(baris.versi).objects.create(
        daftar=baris.versi.daftar, nomor=1, alasan="Perwali baru", mulai_triwulan=3
    )
    versi.indikator.create(ketetapan=draf, sasaran=baris.sasaran, urutan=1)
    tindakan.tetapkan(
        versi=versi,
        nomor_surat="2/2021",
        tanggal=date(2021, 8, 1),
        penanda_tangan=None,
        oleh=penyusun,
        waktu=timezone.now(),
    )
    isi = sebagai("staf.poldagri").get(alamat).content.decode()
    assert "Ketetapan nomor 2" in isi
    assert KetetapanIndikator.objects.get(pk=lama.pk).status == "digantikan"
    assert "Digantikan" in isi


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_page_is_accessible_at_both_widths(alamat, halaman, halaman_ponsel):
    for layar in (halaman, halaman_ponsel):
        assert layar.masuk("penyusun").buka(alamat) == 200
        assert layar.pelanggaran_axe() == []
        assert not layar.bergeser_ke_samping()
