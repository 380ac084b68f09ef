"""Who and why come from the act, never from a request; the log only grows."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bakesbang.jejak.models import Catatan, catat
from bakesbang.jejak.riwayat import atas_nama
from bakesbang.kinerja.models import TargetTriwulan
from tests.bakesbang.realisasi.panggung import indikator, orang, rumah

pytestmark = pytest.mark.usefixtures("peragaan")


def simpan(penjelasan):
    target = indikator().ketetapan.get().target_triwulan.get(triwulan=1)
    target.penjelasan = penjelasan
    target.save()
    return TargetTriwulan.riwayat.filter(id=target.pk).latest("history_id")


def test_a_tracked_row_carries_the_actor_and_the_reason():
    with atas_nama(orang("penyusun"), "Arahan pimpinan"):
        baris = simpan("baru")
    assert (baris.history_user, baris.history_change_reason) == (orang("penyusun"), "Arahan pimpinan")


def test_outside_an_act_nobody_is_named():
    with atas_nama(orang("penyusun"), "Arahan"):
        pass
    baris = simpan("baru")
    assert (baris.history_user, baris.history_change_reason) == (None, None)


def test_the_innermost_reason_wins_and_an_outer_one_is_not_lost():
    with atas_nama(orang("penyusun"), "Perubahan I"):
        with atas_nama(orang("penyusun"), "Mengubah formula"):
            assert simpan("a").history_change_reason == "Mengubah formula"
        with atas_nama(orang("pimpinan")):
            dalam = simpan("b")
        assert (dalam.history_user, dalam.history_change_reason) == (orang("pimpinan"), "Perubahan I")
        assert simpan("c").history_change_reason == "Perubahan I"


def test_a_long_reason_is_cut_to_its_column_instead_of_refused():
    with atas_nama(orang("penyusun"), "x" * 300):
        assert simpan("baru").history_change_reason == "x" * 100


def test_an_act_is_logged_with_old_new_and_its_object():
    c = catat(
        indikator(), "mengatur unit pengisi", oleh=orang("penyusun"), instansi_id=rumah().pk, tahun=2024, waktu=timezone.now(),
        lama={"pengisi": []}, baru={"pengisi": ["Ideologi"]}, alasan="Mutasi",
    )  # fmt: skip
    assert Catatan.objects.tentang(indikator()).first() == c
    assert Catatan.objects.milik(rumah().pk).filter(pk=c.pk).exists()
    assert not Catatan.objects.milik(rumah().pk + 1).exists()
    assert str(c) == f"mengatur unit pengisi: {indikator()}"


@pytest.mark.parametrize("perintah", ["DELETE FROM jejak_catatan", "UPDATE jejak_catatan SET tindakan = 'x'"])
def test_the_log_refuses_change_and_removal_even_by_sql(perintah):
    assert Catatan.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as c:
        c.execute(perintah)
