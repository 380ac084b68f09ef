"""The trace page: who may read what, each kind of change with old, new, who, when and why, filters, other agencies."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import rencana_aksi.tindakan
from bakesbang.beranda.riwayat_baca import baca_halaman
from bakesbang.beranda.riwayat_kata import MEDAN, TAK_DITAMPILKAN
from bakesbang.beranda.riwayat_sumber import SUMBER, Jenis, Ruang, Saringan, kueri_riwayat, sejarah
from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.bentuk import VariabelBaru
from bakesbang.kinerja.kolom import KolomNilai
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.organisasi import actions as organisasi
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja, UnitKerja
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi import tindakan as realisasi
from bakesbang.realisasi import tindakan_realisasi as t
from bakesbang.trail.models import Catatan
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import copying
from rencana_aksi.bentuk import SasaranBaru
from rencana_aksi.models import Sasaran, VersiRencanaAksi
from tests.bakesbang.realisasi.panggung import (
    KURANG,
    ORMAS,
    ajukan,
    indikator,
    isi,
    jadwalkan,
    kembalikan,
    orang,
    rumah,
    setujui,
)
from tests.rencana_aksi.besar import butir

ALAMAT = "/bakesbangpol/2024/riwayat/"
pytestmark = [pytest.mark.usefixtures("peragaan"), pytest.mark.basisdata]


def baca(tahun=2024, unit_ids=None, **saring):
    ruang = Ruang(rumah(), tahun, None if unit_ids is None else frozenset(unit_ids), Saringan(**saring))
    return baca_halaman(list(kueri_riwayat(ruang)[:500]))


def isian(p):
    return {b.bagian: (b.lama, b.baru) for b in p.beda}


def halaman(client, username, **kueri):
    client.force_login(orang(username))
    return client.get(ALAMAT, kueri)


# ── what each change says ──
def test_a_typed_value_tells_old_new_and_who():
    isi(indikator(), teks="90%", **KURANG)
    isi(indikator(), teks="95%", oleh="penyusun", **KURANG)
    baru, lama = baca(jenis=Jenis.ISIAN)[:2]
    assert (str(baru.oleh), baru.kerja, baru.objek) == ("Dimas Kurniawan", "mengisi", ORMAS)
    assert isian(baru) == {"Realisasi TW I": ("90%", "95%")}
    assert isian(lama)["Realisasi TW I"] == ("", "90%")
    assert isian(lama)["Status TW I"] == ("Belum diisi", "Draf")


def test_inputs_of_a_formula_go_by_their_label():
    iku = KetetapanIndikator.objects.get(
        uraian__startswith="Persentase konflik IPOL", indikator__tahun=2024
    ).indikator
    t.isi(
        indikator=iku,
        triwulan=1,
        perubahan={"var:selesai": "6", "var:ada": "8"},
        oleh=orang("staf.wasnas"),
        kini=timezone.now(),
    )
    satu = baca(jenis=Jenis.ISIAN)[0]
    assert isian(satu)["Jml konflik IPOLEKSOSBUD yg selesai TW I"] == ("", "6")


def test_each_step_of_the_workflow_is_one_act_with_its_note():
    baris = ajukan(indikator(), teks="90%", **KURANG)
    kembalikan(baris, "Daftar hadir " + "sangat panjang " * 12)
    isi(indikator(), teks="91%", **KURANG)
    setujui(ajukan(indikator(), teks="91%", **KURANG))
    acts = baca(jenis=Jenis.STATUS)
    assert [(p.kerja, str(p.oleh)) for p in acts] == [
        ("menyetujui", "Hadi Prasetyo"), ("mengajukan", "Rina Wulandari"), ("mengembalikan", "Hadi Prasetyo"), ("mengajukan", "Rina Wulandari"),
    ]  # fmt: skip
    kembali = isian(acts[2])
    assert kembali["Status TW I"] == ("Diajukan", "Dikembalikan")
    assert kembali["Catatan pengembalian TW I"][1].endswith(
        "sangat panjang"
    )  # in full, not as the short reason
    assert acts[2].alasan == ""


def test_a_formula_tells_its_labels_and_its_data():
    k = copying.draf_ketetapan(
        ketetapan=KetetapanIndikator.objects.get(uraian__startswith="Persentase konflik IPOL", indikator__tahun=2024),
        dokumen="iku", alasan="Arahan Bappeda", oleh=orang("penyusun"),
    )  # fmt: skip
    kinerja.simpan_rumus(
        ketetapan=k, rumus="[Konflik selesai] / [Konflik ada]", variabel=[VariabelBaru("selesai", "Konflik selesai"), VariabelBaru("ada", "Konflik ada")],
        kebijakan_nihil=k.kebijakan_nihil, oleh=orang("penyusun"), waktu=timezone.now(),
    )  # fmt: skip
    acts = baca(jenis=Jenis.INDIKATOR)
    rumus = next(b for p in acts for b in p.beda if b.bagian == "Formula" and b.lama)
    assert "× 100%" in rumus.lama
    assert rumus.baru == "[Konflik selesai] / [Konflik ada]"
    assert any(b.bagian == "Data formula" and b.baru == "Konflik selesai" for p in acts for b in p.beda)


def test_a_target_tells_its_quarter_and_explanation():
    with acting_as(orang("penyusun"), "Salah ketik"):
        target = indikator().ketetapan.get().target_triwulan.get(triwulan=2)
        target.isi("95%")
        target.penjelasan = "Ormas yang difasilitasi"
        target.save()
    satu = baca(jenis=Jenis.TARGET)[0]
    assert isian(satu)["Target TW II"] == ("100%", "95%")
    assert isian(satu)["Penjelasan TW II"][1] == "Ormas yang difasilitasi"
    assert (satu.alasan, satu.objek) == ("Salah ketik", ORMAS)


def test_a_sasaran_and_its_parent_go_by_their_words():
    with acting_as(orang("penyusun")):
        s = Sasaran.objects.filter(versi__rencana__tahun=2024, jenjang=3).first()
        lain = Sasaran.objects.filter(versi=s.versi, jenjang=2).exclude(pk=s.induk_id).first()
        lama, s.induk, s.uraian = s.induk.uraian, lain, "Sasaran baru"
        s.save()
    satu = baca(jenis=Jenis.DOKUMEN)[0]
    assert isian(satu)["Sasaran atasnya"] == (lama, lain.uraian)
    assert satu.objek == "Sasaran baru"


def test_people_roles_schedule_and_policy_come_from_the_log():
    staf = orang("staf.wasnas")
    staf.peran = "penyusun"
    organisasi.change_pengguna(pengguna=staf, by=orang("admin"), now=timezone.now())
    jadwalkan(2)
    peran = baca(jenis=Jenis.ORGANISASI)[0]
    assert (str(peran.oleh), peran.objek) == ("Wahyu Hidayat", "Sari Dewi")
    assert isian(peran)["Peran"] == ("Staf", "Penyusun")
    jadwal = baca(jenis=Jenis.JADWAL)[0]
    assert jadwal.kerja == "mengatur jadwal"
    assert isian(jadwal)["Buka"][1].endswith(str(rumah().today().year))


def test_reopening_names_its_reason_reference_and_indicators():
    k = PageContext(orang("penyusun"), rumah(), 2024)
    setujui(ajukan(indikator()))
    realisasi.kunci(k=k, triwulan=1, oleh=k.pengguna, waktu=timezone.now(), alasan_paksa="Data menyusul")
    realisasi.buka_kembali(
        k=k, triwulan=1, indikator_ids=[indikator().pk], alasan="Salah hitung", rujukan="Nota 12", oleh=k.pengguna, waktu=timezone.now()
    )  # fmt: skip
    buka = next(p for p in baca(jenis=Jenis.JADWAL) if p.kerja == "membuka kembali triwulan")
    assert isian(buka)["Indikator"] == ("", ORMAS)
    assert (isian(buka)["Rujukan"], buka.alasan) == (("", "Nota 12"), "Salah hitung")


def test_a_save_without_a_difference_is_no_row():
    awal = len(baca())
    with acting_as(orang("penyusun")):
        indikator().ketetapan.get().save()
    assert len(baca()) == awal


def test_every_stored_field_is_either_shown_or_knowingly_left_out():
    kurang = []
    for s in SUMBER:
        nilai = {"satuan"} if issubclass(s.model, KolomNilai) else set()
        for f in [*s.model._meta.concrete_fields, *s.model._meta.many_to_many]:
            if f.name not in MEDAN[s.kode] and f.name not in TAK_DITAMPILKAN | nilai | {
                "ketetapan",
                "penyimpan",
            }:
                kurang.append(f"{s.kode}.{f.name}")
    assert kurang == []


def test_every_tracked_model_is_read():
    dilacak = {
        m for m in apps.get_models() if hasattr(m, "riwayat") and not m.__name__.startswith("Historical")
    }
    assert {s.model for s in SUMBER} == dilacak


# ── what was dropped ──
def test_what_was_dropped_stays_readable_with_its_name():
    with acting_as(orang("penyusun"), "Membuat rencana"):
        TahunKerja.objects.get_or_create(instansi=rumah(), tahun=2030)
        versi = rencana_aksi.tindakan.buat(
            instansi=rumah(), tahun=2030, nama_cetak="BADAN", pohon=[SasaranBaru("Sasaran lepas", (butir("Indikator lepas"),))],
            oleh=orang("penyusun"), waktu=timezone.now(),
        )  # fmt: skip
    k = KetetapanIndikator.objects.get(uraian="Indikator lepas")
    with acting_as(orang("penyusun"), "Membuang draf"):
        VersiRencanaAksi.objects.get(pk=versi.pk).delete()
        k.indikator.delete()
    acts = baca(2030)
    assert any(p.objek == "Indikator lepas" and p.kerja == "menghapus" for p in acts)
    assert any(b.bagian == "Target TW I" for p in acts for b in p.beda)
    assert [p for p in baca(2024) if "lepas" in p.objek] == []


# ── filters ──
def test_filters_narrow_by_person_unit_indicator_date_and_words():
    ajukan(indikator(), teks="90%", **KURANG)
    hari = rumah().today()
    rina = orang("staf.poldagri").pk
    assert {str(p.oleh) for p in baca(oleh=rina)} == {"Rina Wulandari"}
    assert {p.objek for p in baca(indikator=indikator().pk)} == {ORMAS}
    wasnas = UnitKerja.objects.get(kode="wasnas").pk
    assert baca(unit=wasnas)
    assert ORMAS not in {p.objek for p in baca(unit=wasnas)}
    assert baca(sampai=hari - timedelta(days=1), jenis=Jenis.STATUS) == []
    assert len(baca(dari=hari, sampai=hari, jenis=Jenis.STATUS)) == 1
    assert {p.objek for p in baca(kata="pendaftaran ormas", jenis=Jenis.ISIAN)} == {ORMAS}
    assert baca(kata="Tiga kecamatan", jenis=Jenis.ISIAN)
    assert baca(kata="tidak ada yang begini") == []
    assert all(p.oleh is None for p in baca(oleh=0))


def test_the_last_day_counts_whole_at_the_agencys_place():
    Catatan.objects.create(
        waktu=timezone.datetime(2024, 5, 31, 23, 30, tzinfo=rumah().zone), instansi_nomor=rumah().pk, tahun=2024, tindakan="mengatur jadwal",
        objek_jenis="kinerja.jadwaltriwulan", objek_id=1, objek_nama="TW I Tahun 2024",
    )  # fmt: skip
    assert len(baca(dari=date(2024, 5, 31), sampai=date(2024, 5, 31))) == 1
    assert baca(dari=date(2024, 6, 1), sampai=date(2024, 6, 1)) == []


def test_the_page_filters_by_its_address_and_forgives_nonsense(client):
    isi(indikator(), teks="90%", **KURANG)
    isinya = halaman(client, "penyusun", jenis="isian", q="pendaftaran").content.decode()
    assert ORMAS in isinya
    assert "menjadi" in isinya or "90%" in isinya
    kacau = halaman(
        client, "penyusun", jenis="x", oleh="abc", unit="9", dari="besok", page="zzz", indikator="-1"
    )
    assert kacau.status_code == 200
    assert "Tulis tanggalnya seperti 12-07-2024." in kacau.content.decode()
    terbalik = halaman(client, "penyusun", dari="2024-07-02", sampai="2024-07-01").content.decode()
    assert "Tanggal akhir mendahului tanggal awal." in terbalik


def test_the_trace_is_paged(client):
    pertama = halaman(client, "penyusun").content.decode()
    assert "?page=2" in pertama
    assert halaman(client, "penyusun", page="2").status_code == 200


def test_an_empty_answer_says_why(client):
    assert "Tidak ada perubahan yang cocok" in halaman(client, "penyusun", q="zzzz").content.decode()


# ── who may ──
@pytest.mark.parametrize("username", ["penyusun", "pimpinan", "pemeriksa", "admin"])
def test_these_roles_read_the_whole_trace(client, username):
    jawaban = halaman(client, username)
    assert (
        jawaban.context["hal"].paginator.count == halaman(client, "penyusun").context["hal"].paginator.count
    )
    assert "hanya unit Anda" not in jawaban.content.decode()


@pytest.mark.parametrize(
    ("username", "unit"),
    [("staf.wasnas", "wasnas"), ("kabid.wasnas", "wasnas"), ("staf.ideologi", "ideologi")],
)
def test_staff_and_heads_read_their_units_only(client, username, unit):
    isi(indikator(), teks="90%", **KURANG)
    jawaban = halaman(client, username)
    teks = jawaban.content.decode()
    assert "hanya unit Anda" in teks
    assert ORMAS not in teks
    boleh = set(
        UnitKerja.objects.get(kode=unit).indikator_diisi.filter(tahun=2024).values_list("pk", flat=True)
    )
    acts = [p for _, isinya in jawaban.context["hari"] for p in isinya]
    assert acts
    assert {p.indikator_id for p in acts} <= boleh
    assert halaman(client, username, indikator=indikator().pk).context["hal"].paginator.count == 0
    lain = UnitKerja.objects.get(kode="poldagri").pk
    assert ORMAS not in halaman(client, username, unit=lain).content.decode()


def test_a_head_without_a_unit_or_office_reads_nothing(client):
    kabid = orang("kabid.poldagri")
    kabid.jabatan_dipegang.update(selesai=date(2023, 1, 1))
    Pengguna.objects.filter(pk=kabid.pk).update(unit=None)
    assert halaman(client, "kabid.poldagri").context["hal"].paginator.count == 0


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("penyusun", 200),
        ("pemeriksa", 200),
        ("pimpinan", 403),
        ("admin", 403),
        ("staf.wasnas", 403),
        ("kabid.wasnas", 403),
    ],
)
def test_export_is_for_planner_and_auditor(client, username, status):
    client.force_login(orang(username))
    assert client.get(ALAMAT + "unduh/").status_code == status
    tombol = "Unduh Excel" in client.get(ALAMAT).content.decode()
    assert tombol == (status == 200)


def test_an_auditor_of_another_agency_reads_and_exports_it(client):
    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    luar = Pengguna.objects.create(username="luar", nama="Auditor Luar", peran="pemeriksa", instansi=lain)
    assert halaman(client, "luar").status_code == 404
    luar.instansi_dibaca.add(rumah())
    assert halaman(client, "luar").context["hal"].paginator.count > 100
    assert client.get(ALAMAT + "unduh/").status_code == 200


def test_the_superuser_reads_it(client):
    Pengguna.objects.create(username="pusat", nama="Pusat", is_superuser=True)
    assert halaman(client, "pusat").context["hal"].paginator.count > 100
    assert client.get(ALAMAT + "unduh/").status_code == 403


def test_a_stranger_signs_in_first(client):
    assert client.get(ALAMAT).status_code == 302


# ── other agencies ──
@pytest.fixture
def tetangga():
    """A second agency with a plan, people and acts of the same year."""
    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2024)
    unit = UnitKerja.objects.create(
        instansi=lain, kode="umum", nama="Bidang Umum Tetangga", jenis="sekretariat"
    )
    luar = Pengguna.objects.create(
        username="luar", nama="Orang Luar", peran="penyusun", instansi=lain, unit=unit
    )
    waktu = timezone.now()
    versi = rencana_aksi.tindakan.buat(
        instansi=lain, tahun=2024, nama_cetak="LAIN", pohon=[SasaranBaru("Sasaran tetangga", (butir("Indikator tetangga"),))], oleh=luar, waktu=waktu,
    )  # fmt: skip
    rencana_aksi.tindakan.tetapkan(
        versi=versi, nomor_surat="1", tanggal=date(2024, 1, 2), penanda_tangan=None, oleh=luar, waktu=waktu
    )
    realisasi.atur_jadwal(
        instansi=lain, tahun=2024, triwulan=1, buka=waktu.date() - timedelta(days=1), batas=waktu.date() + timedelta(days=9),
        tutup=waktu.date() + timedelta(days=19), oleh=luar, waktu=waktu,
    )  # fmt: skip
    i = KetetapanIndikator.objects.get(uraian="Indikator tetangga").indikator
    t.isi(indikator=i, triwulan=1, perubahan={"teks": "7 kegiatan"}, oleh=luar, kini=waktu)
    return lain


def test_another_agencys_rows_never_appear(client, tetangga):
    for username in ("penyusun", "staf.wasnas", "pemeriksa"):
        ruang = halaman(client, username).context["form"].ruang()
        for saring in (Saringan(), *(Saringan(jenis=j) for j in Jenis.values), Saringan(kata="tetangga")):
            acts = baca_halaman(list(kueri_riwayat(Ruang(rumah(), 2024, ruang.unit_ids, saring))))
            assert [p for p in acts if "etangga" in p.objek or str(p.oleh) == "Orang Luar"] == []
    asing = KetetapanIndikator.objects.get(uraian="Indikator tetangga").indikator_id
    jawaban = halaman(client, "penyusun", indikator=asing)
    assert jawaban.context["hal"].paginator.count == 0
    assert "etangga" not in jawaban.content.decode()


def test_the_neighbour_reads_its_own_rows_only(client, tetangga):
    client.force_login(orang("luar"))
    acts = [p for _, isinya in client.get("/lain/2024/riwayat/").context["hari"] for p in isinya]
    assert {str(p.oleh) for p in acts} == {"Orang Luar"}
    assert any(p.objek == "Indikator tetangga" for p in acts)
    assert client.get(ALAMAT).status_code == 404
    assert client.get(ALAMAT + "unduh/").status_code == 404


def test_another_year_has_its_own_trace():
    assert {p.objek for p in baca(2021)}.isdisjoint({ORMAS})


# ── cost, and no way to delete ──
def test_queries_do_not_grow_with_rows(client):
    def banyak():
        halaman(client, "penyusun")
        with CaptureQueriesContext(connection) as kueri:
            halaman(client, "penyusun")
        return len(kueri)

    ajukan(indikator(), teks="90%", **KURANG)
    jadwalkan(2)
    satu = banyak()
    for uraian in (
        "Jumlah database ormas setiap kecamatan",
        "Jumlah database rawan konflik",
        "Jumlah laporan kejadian",
    ):
        isi(indikator(uraian), "penyusun", teks="1 kegiatan")
    assert banyak() == satu <= 45


def test_nothing_can_be_deleted_in_the_application(client):
    client.force_login(orang("penyusun"))
    for cara in (client.post, client.delete, client.put):
        assert cara(ALAMAT).status_code == 405
        assert cara(ALAMAT + "unduh/").status_code == 405


@pytest.mark.parametrize("nomor", range(len(SUMBER)))
def test_history_rows_cannot_be_changed_or_removed_even_by_sql(nomor):
    baris = sejarah(SUMBER[nomor].model)
    assert baris.exists() or SUMBER[nomor].kode in {"tahunan"}
    tabel = baris.model._meta.db_table
    for perintah in (f'DELETE FROM "{tabel}"', f"UPDATE \"{tabel}\" SET history_type = '+'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as c:
            c.execute(perintah)
