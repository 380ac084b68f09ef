"""Who hears of what, once; and that a mail server never decides anything."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from bakesbang.kinerja import pemberitahuan
from bakesbang.kinerja.models import JadwalTriwulan, Pemberitahuan, PengisiIndikator, Realisasi
from bakesbang.organisasi.models import Pengguna, UnitKerja
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi import tindakan
from tests.bakesbang.realisasi.panggung import (
    STRATEGIS,
    ajukan,
    indikator,
    jadwalkan,
    kembalikan,
    orang,
    rumah,
    setujui,
)


@pytest.fixture(autouse=True)
def _bersih(peragaan):
    Pemberitahuan.objects.all().delete()


def penerima(awalan):
    baris = Pemberitahuan.objects.filter(kunci__startswith=awalan)
    return sorted(baris.values_list("untuk__username", flat=True))


def konteks():
    return PageContext(orang("penyusun"), rumah(), 2024)


# ── who ──
def test_a_submission_tells_the_head_who_may_decide_it():
    ajukan(indikator())
    assert penerima("reviu:") == ["kabid.poldagri"]


def test_many_rows_sent_together_are_one_notice():
    ajukan(indikator())
    ajukan(indikator("Jumlah database ormas setiap kecamatan"), teks="1 kegiatan")
    assert penerima("reviu:") == ["kabid.poldagri"]


def test_a_strategic_indicator_is_told_to_the_leader():
    ajukan(indikator(STRATEGIS), teks="12%", faktor_penghambat="x", tindak_lanjut="y", uraian="z")
    assert penerima("reviu:") == ["pimpinan"]


def test_a_row_without_a_head_is_told_to_the_leader():
    ajukan(indikator(), oleh="kabid.poldagri")
    assert penerima("reviu:") == ["pimpinan"]


def test_a_return_tells_who_sent_it_and_the_units_staff_with_the_note():
    PengisiIndikator.objects.create(indikator=indikator(), unit=UnitKerja.objects.get(kode="ideologi"))
    kembalikan(ajukan(indikator(), oleh="penyusun"), "Lampirkan daftar hadir.")
    assert penerima("kembali:") == ["penyusun", "staf.ideologi", "staf.poldagri"]
    satu = Pemberitahuan.objects.filter(kunci__startswith="kembali:").first()
    assert "Lampirkan daftar hadir." in satu.isi
    assert satu.tautan.endswith(f"/2024/realisasi/1/#b{indikator().pk}")


def test_an_open_quarter_is_told_to_staff_and_heads_and_again_when_its_dates_move():
    jadwalkan(2)
    assert penerima("buka:2024:2") == [
        "kabid.ideologi",
        "kabid.poldagri",
        "kabid.wasnas",
        "staf.ideologi",
        "staf.poldagri",
        "staf.wasnas",
    ]
    jadwalkan(2)
    assert Pemberitahuan.objects.filter(untuk=orang("staf.wasnas")).count() == 1
    jadwalkan(2, batas=25)
    assert Pemberitahuan.objects.filter(untuk=orang("staf.wasnas")).count() == 2


def test_a_quarter_that_opens_later_says_nothing_yet():
    jadwalkan(2, rumah().today() + timedelta(days=3))
    assert penerima("buka:") == []


def test_lock_and_reopening_are_told_to_those_they_concern():
    setujui(ajukan(indikator()))
    tindakan.kunci(
        k=konteks(), triwulan=1, oleh=orang("penyusun"), waktu=timezone.now(), alasan_paksa="Menunggu data."
    )
    assert penerima("kunci:") == [
        "kabid.ideologi", "kabid.poldagri", "kabid.wasnas", "pimpinan", "staf.ideologi", "staf.poldagri", "staf.wasnas",
    ]  # fmt: skip
    tindakan.buka_kembali(
        k=konteks(), triwulan=1, indikator_ids=[indikator().pk], alasan="Salah hitung", rujukan="Nota 1", oleh=orang("penyusun"),
        waktu=timezone.now(),
    )  # fmt: skip
    # Staff of other units have nothing to correct.
    assert penerima("buka-kembali:") == [
        "kabid.ideologi",
        "kabid.poldagri",
        "kabid.wasnas",
        "pimpinan",
        "staf.poldagri",
    ]


def test_people_who_were_deactivated_hear_nothing():
    Pengguna.objects.filter(username="staf.wasnas").update(is_active=False)
    jadwalkan(2)
    assert "staf.wasnas" not in penerima("buka:")


def test_another_agency_hears_nothing(peragaan):
    asing = Pengguna.objects.get(username="staf.wasnas")
    lain = type(rumah()).objects.create(kode="lain", nama="Badan Lain")
    Pengguna.objects.filter(pk=asing.pk).update(instansi=lain)
    jadwalkan(2)
    assert "staf.wasnas" not in penerima("buka:")


# ── e-mail ──
@pytest.fixture
def bersurel(settings):
    settings.EMAIL_HOST = "surel.contoh.go.id"
    Pengguna.objects.filter(username="kabid.poldagri").update(email="kabid@contoh.go.id")


def test_without_a_mail_server_nothing_is_sent(django_capture_on_commit_callbacks):
    Pengguna.objects.filter(username="kabid.poldagri").update(email="kabid@contoh.go.id")
    with django_capture_on_commit_callbacks(execute=True):
        ajukan(indikator())
    assert mail.outbox == []


def test_a_notice_is_mailed_once_after_the_act_is_safe(bersurel, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ajukan(indikator())
    assert [(p.to, p.body.splitlines()[0]) for p in mail.outbox] == [
        (["kabid@contoh.go.id"], "Isian TW I 2024 menunggu reviu Anda.")
    ]
    satu = Pemberitahuan.objects.get(kunci__startswith="reviu:")
    assert satu.dikirim_pada is not None
    assert pemberitahuan.kirim_surel([satu.untuk_id], satu.kunci, timezone.now()) == 0
    assert len(mail.outbox) == 1


def test_a_note_of_several_lines_makes_a_subject_of_one(bersurel, django_capture_on_commit_callbacks):
    Pengguna.objects.filter(username="staf.poldagri").update(email="staf@contoh.go.id")
    baris = ajukan(indikator())
    with django_capture_on_commit_callbacks(execute=True):
        kembalikan(baris, "Baris satu.\nBcc: semua@contoh.go.id")
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["staf@contoh.go.id"]


def test_an_act_that_is_undone_mails_nothing(bersurel, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as nanti, transaction.atomic():
        ajukan(indikator())
        transaction.set_rollback(True)
    assert (nanti, mail.outbox) == ([], [])


def test_a_mail_server_that_is_down_never_undoes_the_act(
    bersurel, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def putus(self, pesan):
        raise ConnectionRefusedError("tidak ada yang menjawab")

    monkeypatch.setattr(EmailBackend, "send_messages", putus)
    with django_capture_on_commit_callbacks(execute=True):
        baris = ajukan(indikator())
    assert Realisasi.objects.get(pk=baris.pk).status == "diajukan"
    assert Pemberitahuan.objects.get(kunci__startswith="reviu:").dikirim_pada is None
    assert "tidak terkirim" in caplog.text


def test_a_locked_quarter_is_not_announced_as_open():
    JadwalTriwulan.objects.filter(tahun=2024).update(
        dikunci_oleh=orang("penyusun"), dikunci_pada=timezone.now()
    )
    assert pemberitahuan.dibuka(JadwalTriwulan.objects.get(tahun=2024, triwulan=1), timezone.now()) == []
