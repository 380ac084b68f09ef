"""The daily reminder: on its days, to whom it concerns, with how many, and never twice."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from bakesbang.beranda.pengingat import ingatkan
from bakesbang.kinerja.models import Indikator, JadwalTriwulan, Pemberitahuan, PengisiIndikator
from bakesbang.organisasi.models import Instansi, Pejabat, Pengguna, TahunKerja
from tests.bakesbang.realisasi import isian
from tests.bakesbang.realisasi.panggung import ajukan, indikator, kembalikan, orang, rumah, setujui

BATAS = date(2024, 4, 17)  # a Wednesday


pytestmark = pytest.mark.basisdata


@pytest.fixture(autouse=True)
def _jadwal(peragaan):
    """TW I 2024 on fixed days, and open long enough for the product's own clock to type in it."""
    JadwalTriwulan.objects.filter(tahun=2024).update(
        buka=date(2024, 4, 1), batas=BATAS, tutup=date(2100, 1, 1)
    )
    Pemberitahuan.objects.all().delete()


def pada(hari):
    return ingatkan(instansi=rumah(), hari=hari, waktu=timezone.now())


def ingatan(baru, awalan="ingat:"):
    return {p.untuk.username: p.isi for p in baru if p.kunci.startswith(awalan)}


def selesaikan():
    """Every required row of TW I sent, whoever typed it."""
    for i in Indikator.objects.milik(rumah(), 2024).dipakai(1):
        ubah = isian.perubahan(i, 1)
        if ubah:
            isian.isi_satu(None, i, 1, ubah, timezone.now(), "diajukan")


@pytest.mark.parametrize(
    ("jarak", "kata"), [(7, "7 hari lagi"), (1, "1 hari lagi"), (-1, "terlambat 1 hari")]
)
def test_staff_of_units_with_missing_rows_hear_how_many(jarak, kata):
    baru = ingatan(pada(BATAS - timedelta(days=jarak)))
    assert set(baru) == {"staf.poldagri", "staf.wasnas", "staf.ideologi"}
    assert "7 dari 7 indikator" in baru["staf.poldagri"]
    assert kata in baru["staf.poldagri"]


@pytest.mark.parametrize("jarak", [8, 6, 5, 3, 2, 0, -2, -7])
def test_other_days_remind_nobody(jarak):
    assert ingatan(pada(BATAS - timedelta(days=jarak))) == {}


def test_a_month_of_mornings_says_each_thing_once():
    for hari in range(-20, 14):
        pada(BATAS + timedelta(days=hari))
        pada(BATAS + timedelta(days=hari))
    kunci = Pemberitahuan.objects.filter(untuk=orang("staf.wasnas")).values_list("kunci", flat=True)
    assert sorted(k.split(":")[0] for k in kunci) == ["buka", "ingat", "ingat", "ingat"]
    pekan = Pemberitahuan.objects.filter(untuk=orang("kabid.wasnas"), kunci__startswith="pekan:")
    assert pekan.count() == 5  # Mondays from the opening to the last morning


def test_sent_rows_are_not_counted_and_returned_ones_are_named():
    ajukan(indikator())
    baris = ajukan(indikator("Jumlah database ormas setiap kecamatan"), teks="1 kegiatan")
    kembalikan(baris, "Bukan ini.")
    baru = ingatan(pada(BATAS - timedelta(days=1)))
    assert "6 dari 7 indikator" in baru["staf.poldagri"]
    assert "1 di antaranya dikembalikan" in baru["staf.poldagri"]


def test_a_unit_that_sent_everything_hears_nothing():
    selesaikan()
    assert ingatan(pada(BATAS - timedelta(days=1))) == {}


def test_a_joint_indicator_reminds_its_main_unit_only():
    i = indikator()
    PengisiIndikator.objects.filter(indikator__tahun=2024).exclude(indikator=i).delete()
    PengisiIndikator.objects.create(indikator=i, unit=orang("staf.wasnas").unit)
    assert set(ingatan(pada(BATAS - timedelta(days=1)))) == {"staf.poldagri"}


def test_a_unit_without_staff_reminds_its_head_then_the_planner():
    Pengguna.objects.filter(username="staf.poldagri").update(is_active=False)
    assert "kabid.poldagri" in ingatan(pada(BATAS - timedelta(days=7)))
    Pejabat.objects.filter(jabatan__kode="kabid-poldagri").update(selesai=date(2023, 1, 1))
    assert "penyusun" in ingatan(pada(BATAS - timedelta(days=1)))


def test_a_moved_due_date_is_told_anew():
    pada(BATAS - timedelta(days=1))
    JadwalTriwulan.objects.filter(tahun=2024).update(batas=BATAS + timedelta(days=1))
    assert len(ingatan(pada(BATAS))) == 3


def test_a_locked_quarter_reminds_nobody():
    JadwalTriwulan.objects.filter(tahun=2024).update(
        dikunci_oleh=orang("penyusun"), dikunci_pada=timezone.now()
    )
    assert pada(BATAS - timedelta(days=1)) == []


def test_a_quarter_is_announced_on_the_day_it_opens():
    assert ingatan(pada(date(2024, 3, 31)), "buka:") == {}
    assert len(ingatan(pada(date(2024, 4, 1)), "buka:")) == 6
    assert ingatan(pada(date(2024, 4, 2)), "buka:") == {}


# ── Mondays ──
SENIN = date(2024, 4, 8)


def test_heads_get_one_digest_a_week_with_the_states_of_their_units():
    setujui(ajukan(indikator()))
    ajukan(indikator("Jumlah database ormas setiap kecamatan"), teks="1 kegiatan")
    baru = ingatan(pada(SENIN), "pekan:")
    assert set(baru) == {"kabid.poldagri", "kabid.wasnas", "kabid.ideologi"}
    assert (
        "TW I 2024, 7 indikator unit Anda: 1 disetujui, 1 menunggu reviu, 5 belum diisi"
        in baru["kabid.poldagri"]
    )
    assert ingatan(pada(SENIN), "pekan:") == {}
    assert ingatan(pada(SENIN + timedelta(days=1)), "pekan:") == {}
    assert len(ingatan(pada(SENIN + timedelta(days=7)), "pekan:")) == 3


def test_a_head_whose_units_are_done_gets_no_digest():
    Pejabat.objects.filter(jabatan__kode="kabid-poldagri").update(pengguna=None)
    assert "kabid.poldagri" not in ingatan(pada(SENIN), "pekan:")


# ── the command ──
def jalankan(**pilihan):
    keluaran = StringIO()
    call_command("ingatkan", stdout=keluaran, **pilihan)
    return keluaran.getvalue()


def test_the_command_says_how_many_and_to_whom():
    hari = str(BATAS - timedelta(days=1))
    keluaran = jalankan(instansi="bakesbangpol", hari=hari, verbosity=2)
    assert "bakesbangpol, 16-04-2024: 9 pemberitahuan baru." in keluaran
    assert "Rina Wulandari: TW I 2024: 7 dari 7 indikator" in keluaran
    assert "0 pemberitahuan baru" in jalankan(hari=hari)


def test_every_active_agency_has_its_turn():
    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2024)
    Instansi.objects.create(kode="tutup", nama="Badan Tutup", aktif=False)
    keluaran = jalankan()
    assert "lain," in keluaran
    assert "tutup," not in keluaran


@pytest.mark.parametrize(
    ("pilihan", "kata"), [({"hari": "besok"}, "bukan tanggal"), ({"instansi": "x"}, "tidak ada")]
)
def test_nonsense_is_refused_in_a_sentence(pilihan, kata):
    with pytest.raises(CommandError, match=kata):
        jalankan(**pilihan)


def test_an_agency_without_anything_running_costs_little(django_assert_max_num_queries):
    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2024)
    with django_assert_max_num_queries(4):
        assert ingatkan(instansi=lain, hari=BATAS, waktu=timezone.now()) == []
