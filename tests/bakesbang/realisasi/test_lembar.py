"""The workbook of a unit and quarter: what goes out, what its way back changes, conflicts, faults, permissions."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from bakesbang.kinerja.models import JadwalTriwulan, KetetapanIndikator, NilaiVariabel, Realisasi
from bakesbang.organisasi.models import BerkasImpor

KODE = {"kode": "bakesbangpol", "tahun": 2024, "triwulan": 1}
SK4 = "Persentase pendaftaran ormas yang difasilitasi"


@pytest.fixture
def sebagai(peragaan):
    def masuk(username: str) -> Client:
        client = Client()
        client.force_login(peragaan.pengguna(username))
        return client

    return masuk


def alamat(nama: str) -> str:
    return reverse(f"realisasi:{nama}", kwargs=KODE)


def unduh(client: Client, unit: str = "poldagri") -> bytes:
    return client.get(alamat("lembar_unduh"), {"unit": unit}).content


def isi(buku: bytes, **nilai: str) -> bytes:
    """Types texts into the Realisasi column (or kolom__text) of rows found by their label."""
    wb = load_workbook(BytesIO(buku))
    ws = wb["Isian"]
    judul = {str(s.value).removesuffix(" *"): s.column for s in ws[4]}
    for label, teks in nilai.items():
        kolom, _, cari = label.rpartition("|")
        baris = next(
            r for r in range(5, ws.max_row + 1) if cari in str(ws.cell(r, judul["Indikator atau data"]).value)
        )
        ws.cell(baris, judul[kolom or "Realisasi"]).value = teks
    keluar = BytesIO()
    wb.save(keluar)
    return keluar.getvalue()


def unggah(client: Client, data: bytes, unit: str = "poldagri", **lain):
    berkas = SimpleUploadedFile("isian.xlsx", data)
    return client.post(f"{alamat('lembar')}?unit={unit}", {"berkas": berkas} | lain)


def simpan(client: Client, jawab, unit: str = "poldagri"):
    return client.post(
        f"{alamat('lembar')}?unit={unit}", {"berkas_id": jawab.context["impor"].pk, "simpan": "1"}
    )


def test_an_untouched_workbook_changes_nothing(sebagai):
    staf = sebagai("staf.wasnas")
    jawab = unggah(staf, unduh(staf, "wasnas"), "wasnas")
    assert jawab.context["hasil"].bersih
    assert jawab.context["hasil"].ubahan == []
    assert "Tidak ada yang berubah" in jawab.content.decode()


def test_changes_are_shown_first_and_then_saved_together(sebagai):
    staf = sebagai("staf.poldagri")
    data = isi(
        unduh(staf),
        **{
            SK4: "95%",
            f"Uraian|{SK4}": "Loket dibuka.",
            "Jml LSM/ORMAS/Parpol yg berpartisipasi": "84",
            "Jml LSM/ORMAS/Parpol yang ada": "120",
        },
    )
    jawab = unggah(staf, data)
    assert len(jawab.context["hasil"].ubahan) == 4
    assert not Realisasi.objects.filter(teks="95%").exists()
    assert simpan(staf, jawab).status_code == 302
    baris = Realisasi.objects.get(indikator__ketetapan__uraian=SK4)
    assert (baris.teks, baris.uraian, baris.status) == ("95%", "Loket dibuka.", "draf")
    assert set(
        NilaiVariabel.objects.filter(realisasi__indikator__tahun=2024).values_list("kode", "teks")
    ) == {("berpartisipasi", "84"), ("ada", "120")}
    assert BerkasImpor.objects.get().disimpan_pada is not None
    assert Realisasi.riwayat.filter(id=baris.pk).first().history_change_reason == "Dari buku kerja"


def test_one_fault_saves_nothing_and_comes_back_red(sebagai):
    staf = sebagai("staf.poldagri")
    data = isi(unduh(staf), **{SK4: "banyak", "Jumlah database ormas setiap kecamatan": "1"})
    jawab = unggah(staf, data)
    assert jawab.status_code == 422
    assert "bukan angka" in jawab.content.decode()
    assert simpan(staf, jawab).status_code == 422
    assert not Realisasi.objects.filter(indikator__tahun=2024, teks="1").exists()
    merah = staf.post(
        f"{alamat('lembar')}?unit=poldagri", {"berkas_id": jawab.context["impor"].pk, "tandai": "1"}
    )
    ws = load_workbook(BytesIO(merah.content))["Isian"]
    komentar = [s.comment.text for baris in ws.iter_rows() for s in baris if s.comment]
    assert len(komentar) == 1
    assert "bukan angka" in komentar[0]
    benar = isi(merah.content, **{SK4: "90%"})
    jawab = unggah(staf, benar)
    assert jawab.context["hasil"].bersih
    simpan(staf, jawab)
    assert Realisasi.objects.filter(indikator__tahun=2024, teks="90%").exists()


def test_what_changed_meanwhile_is_a_conflict(sebagai):
    staf = sebagai("staf.poldagri")
    buku = unduh(staf)
    k = KetetapanIndikator.objects.get(uraian=SK4)
    sebagai("penyusun").post(
        reverse("realisasi:simpan", kwargs=KODE | {"pk": k.indikator_id}),
        {"isi.teks": "80%", "dimuat.teks": ""},
    )
    jawab = unggah(staf, isi(buku, **{SK4: "95%"}))
    assert "Dimas Kurniawan sudah mengubah menjadi 80%" in jawab.content.decode()
    simpan(staf, jawab)
    assert Realisasi.objects.get(indikator=k.indikator).teks == "80%"


def test_another_units_rows_are_refused_row_by_row(sebagai):
    staf = sebagai("staf.poldagri")
    data = isi(unduh(sebagai("penyusun"), "wasnas"), **{"Jumlah laporan kejadian": "18"})
    jawab = unggah(staf, data, "wasnas")
    assert "unit lain" in jawab.content.decode()
    assert not Realisasi.objects.filter(teks="18").exists()


def test_a_workbook_of_another_unit_or_quarter_is_refused(sebagai):
    staf = sebagai("staf.poldagri")
    jawab = unggah(staf, unduh(staf), "wasnas")
    assert jawab.status_code == 422
    assert "dibuat untuk lembar lain" in jawab.content.decode()


def test_after_the_lock_the_workbook_changes_nothing(sebagai, peragaan):
    staf = sebagai("staf.poldagri")
    data = isi(unduh(staf), **{SK4: "95%"})
    JadwalTriwulan.objects.filter(tahun=2024).update(
        dikunci_oleh=peragaan.pengguna("penyusun"), dikunci_pada=timezone.now()
    )
    assert "sudah dikunci" in unggah(staf, data).content.decode()


def test_somebody_elses_upload_is_not_saved_by_its_number(sebagai):
    staf = sebagai("staf.poldagri")
    jawab = unggah(staf, isi(unduh(staf), **{SK4: "95%"}))
    assert simpan(sebagai("staf.wasnas"), jawab).status_code == 404


@pytest.mark.parametrize("siapa", ["pimpinan", "pemeriksa", "admin"])
def test_readers_have_no_workbook(sebagai, siapa):
    assert sebagai(siapa).get(alamat("lembar")).status_code == 403
    assert sebagai(siapa).get(alamat("lembar_unduh")).status_code == 403


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_the_page_in_a_browser(peragaan, halaman, tmp_path, sebagai):
    halaman.masuk("staf.poldagri").buka(alamat("lembar") + "?unit=poldagri")
    assert halaman.pelanggaran_axe() == []
    berkas = tmp_path / "isian.xlsx"
    berkas.write_bytes(isi(unduh(sebagai("staf.poldagri")), **{SK4: "95%"}))
    halaman.page.get_by_label("Buku kerja (.xlsx)").set_input_files(berkas)
    halaman.page.get_by_role("button", name="Unggah dan lihat perubahan").click()
    halaman.page.get_by_role("button", name="Simpan 1 perubahan").wait_for()
    assert halaman.pelanggaran_axe() == []
    halaman.page.get_by_role("button", name="Simpan 1 perubahan").click()
    halaman.page.get_by_text("1 isian dari").wait_for()
