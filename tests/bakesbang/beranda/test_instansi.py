"""Several agencies in one installation: made, given a structure, and blind to each other."""

import pytest
from django.test import Client
from django.urls import reverse

from bakesbang.beranda import instansi as tindakan
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, TargetTriwulan
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.models import Catatan
from iku.models import VersiIku
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi

BARU = {
    "kode": "dinkes", "nama": "Dinas Kesehatan", "nama_pendek": "Dinkes", "tempat": "Mojokerto", "zona_waktu": "Asia/Jakarta",
    "tahun": "2024", "admin_nama": "Nur Aini", "admin_username": "Admin.Dinkes",
}  # fmt: skip


@pytest.fixture
def pusat(peragaan) -> Client:
    from django.utils import timezone

    from bakesbang.organisasi.actions import create_superadmin

    pengguna, _ = create_superadmin(username="pusat", nama="Petugas Pusat", now=timezone.now())
    pengguna.wajib_ganti_sandi = False
    pengguna.save()
    client = Client()
    client.force_login(pengguna)
    return client


@pytest.fixture
def dinkes(pusat) -> Instansi:
    pusat.post(reverse("awal:instansi_baru"), BARU)
    return Instansi.objects.get(kode="dinkes")


def test_a_new_agency_can_begin_at_once(pusat):
    jawab = pusat.post(reverse("awal:instansi_baru"), BARU)
    dinkes = Instansi.objects.get(kode="dinkes")
    admin = Pengguna.objects.get(username="admin.dinkes")
    assert admin.check_password(jawab.context["sandi"])
    assert (admin.peran, admin.wajib_ganti_sandi, admin.instansi) == ("admin", True, dinkes)
    assert {u.jenis for u in dinkes.unit.all()} == {"pimpinan", "sekretariat"}
    assert dinkes.kebijakan.get().tahun == 2024
    assert Catatan.objects.filter(instansi_nomor=dinkes.pk).exists()


@pytest.mark.parametrize(
    ("medan", "isi"),
    [
        ("kode", "bakesbangpol"),
        ("kode", "admin"),
        ("admin_username", "penyusun"),
        ("tahun", "1999"),
        ("zona_waktu", "Mars/Kota"),
        ("nama", ""),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(pusat, medan, isi):
    jawab = pusat.post(reverse("awal:instansi_baru"), BARU | {medan: isi})
    assert jawab.status_code == 422
    assert medan in jawab.context["form"].errors
    assert not Instansi.objects.filter(kode="dinkes").exists()


def salin(pusat, sumber, **lain):
    data = {"sumber": sumber, "instansi": Instansi.objects.get(kode="dinkes").pk, "tahun": "2025"} | lain
    return pusat.post(reverse("awal:instansi_salin"), data)


def test_a_plan_is_copied_without_offices_people_or_years(pusat, dinkes):
    sumber = VersiRencanaAksi.objects.get()
    assert salin(pusat, f"ra-{sumber.pk}", dengan_target="on").status_code == 302
    versi = VersiRencanaAksi.objects.get(rencana__instansi=dinkes)
    assert (versi.status, versi.rencana.tahun) == ("draf", 2025)
    assert list(
        Sasaran.objects.filter(versi=versi).order_by("jenjang", "pk").values_list("uraian", flat=True)
    ) == list(Sasaran.objects.filter(versi=sumber).order_by("jenjang", "pk").values_list("uraian", flat=True))
    ketetapan = KetetapanIndikator.objects.filter(indikator__instansi=dinkes)
    assert ketetapan.count() == 17
    assert not any(k.penanggung_jawab.exists() for k in ketetapan)
    assert not Indikator.objects.filter(instansi=dinkes).exclude(asal=None).exists()
    assert (
        not IndikatorSasaran.objects.filter(sasaran__versi=versi).exclude(penanggung_jawab_cetak="").exists()
    )
    teks = TargetTriwulan.objects.filter(ketetapan__indikator__instansi=dinkes).values_list("teks", flat=True)
    assert sorted(teks) == sorted(
        TargetTriwulan.objects.filter(ketetapan__di_sasaran__sasaran__versi=sumber).values_list(
            "teks", flat=True
        )
    )


def test_without_targets_the_quarters_stay_blank(pusat, dinkes):
    salin(pusat, f"ra-{VersiRencanaAksi.objects.get().pk}")
    assert set(
        TargetTriwulan.objects.filter(ketetapan__indikator__instansi=dinkes).values_list("teks", "penjelasan")
    ) == {("", "")}


def test_an_iku_is_copied_with_its_formulas(pusat, dinkes):
    salin(pusat, f"iku-{VersiIku.objects.get(daftar__tahun=2021).pk}")
    versi = VersiIku.objects.get(daftar__instansi=dinkes)
    assert next(i.ketetapan.rumus for i in versi.indikator.all()) == "[selesai] / [ada] × 100%"
    assert versi.visi == ""


def test_a_second_copy_of_the_same_year_is_refused(pusat, dinkes):
    sumber = f"ra-{VersiRencanaAksi.objects.get().pk}"
    salin(pusat, sumber)
    jawab = salin(pusat, sumber)
    assert jawab.status_code == 422
    assert "sudah mempunyai dokumen ini" in str(jawab.context["form"].errors)


@pytest.mark.parametrize("nama", ["instansi", "instansi_baru", "instansi_salin"])
def test_nobody_but_a_superuser_opens_these_pages(peragaan, nama):
    for siapa in ("admin", "penyusun", "pimpinan", "pemeriksa", "staf.wasnas"):
        client = Client()
        client.force_login(peragaan.pengguna(siapa))
        assert client.get(reverse(f"awal:{nama}")).status_code == 403
    assert Client().get(reverse(f"awal:{nama}")).status_code == 302


def test_nothing_of_one_agency_is_seen_in_the_other(pusat, dinkes):
    """Neither names in pages, nor in what is refused."""
    salin(pusat, f"ra-{VersiRencanaAksi.objects.get().pk}")
    admin = Pengguna.objects.get(username="admin.dinkes")
    Pengguna.objects.filter(pk=admin.pk).update(wajib_ganti_sandi=False)
    tetangga = Client()
    tetangga.force_login(Pengguna.objects.get(pk=admin.pk))
    for alamat in (
        "",
        "rencana-aksi/",
        "rencana-aksi/tahun/",
        "riwayat/",
        "organisasi/",
        "organisasi/pengguna/",
        "cari/?q=ormas",
        "realisasi/",
    ):
        jawab = tetangga.get(f"/dinkes/2025/{alamat}", follow=True)
        assert jawab.status_code in {200, 404}, alamat
        assert "Kesatuan Bangsa" not in jawab.content.decode(), alamat
        assert "Mojokerto" not in jawab.content.decode().replace("tempat", ""), alamat
        assert tetangga.get(f"/bakesbangpol/2024/{alamat}").status_code == 404, alamat


def test_a_pemeriksa_reads_the_agencies_given_to_him(pusat, dinkes, peragaan):
    pemeriksa = Pengguna.objects.get(username="pemeriksa")
    client = Client()
    client.force_login(pemeriksa)
    assert client.get("/dinkes/2024/").status_code == 404
    pemeriksa.instansi_dibaca.add(dinkes)
    assert client.get("/dinkes/2024/").status_code == 200


def test_the_structure_can_be_copied_by_the_action_alone(peragaan, pusat, dinkes):
    from django.utils import timezone

    versi = tindakan.salin_rencana(
        sumber=VersiRencanaAksi.objects.get(), instansi=dinkes, tahun=2026, dengan_target=True,
        oleh=Pengguna.objects.get(username="pusat"), waktu=timezone.now(),
    )  # fmt: skip
    assert (
        Catatan.objects.filter(
            tindakan="menyalin struktur dari instansi lain", instansi_nomor=dinkes.pk
        ).count()
        == 1
    )
    assert "Kesatuan" not in str(
        Catatan.objects.filter(instansi_nomor=dinkes.pk).values_list("baru", flat=True)
    )
    assert versi.rencana.nama_cetak == "DINAS KESEHATAN"


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing(pusat, halaman):
    halaman.masuk("pusat")
    for nama in ("instansi", "instansi_baru", "instansi_salin"):
        halaman.buka(reverse(f"awal:{nama}"))
        assert halaman.pelanggaran_axe() == []
