"""Who and why come from the act, never from a request; the log only grows."""

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from bakesbang.kinerja.models import Indikator, KetetapanIndikator, TargetTriwulan
from bakesbang.organisasi.models import Jabatan
from bakesbang.trail.models import Catatan, log, log_many
from bakesbang.trail.tracked_history import acting_as, insert_tracked, record_state, update_tracked
from tests.bakesbang.realisasi.panggung import indikator, orang, rumah

pytestmark = pytest.mark.usefixtures("peragaan")


def simpan(penjelasan):
    target = indikator().ketetapan.get().target_triwulan.get(triwulan=1)
    target.penjelasan = penjelasan
    target.save()
    return TargetTriwulan.riwayat.filter(id=target.pk).latest("history_id")


def test_a_tracked_row_carries_the_actor_and_the_reason():
    with acting_as(orang("penyusun"), "Arahan pimpinan"):
        baris = simpan("baru")
    assert (baris.history_user, baris.history_change_reason) == (
        orang("penyusun"),
        "Arahan pimpinan",
    )


def test_outside_an_act_nobody_is_named():
    with acting_as(orang("penyusun"), "Arahan"):
        pass
    baris = simpan("baru")
    assert (baris.history_user, baris.history_change_reason) == (None, None)


def test_the_innermost_reason_wins_and_an_outer_one_is_not_lost():
    with acting_as(orang("penyusun"), "Perubahan I"):
        with acting_as(orang("penyusun"), "Mengubah formula"):
            assert simpan("a").history_change_reason == "Mengubah formula"
        with acting_as(orang("pimpinan")):
            dalam = simpan("b")
        assert (dalam.history_user, dalam.history_change_reason) == (
            orang("pimpinan"),
            "Perubahan I",
        )
        assert simpan("c").history_change_reason == "Perubahan I"


def test_a_long_reason_is_kept_to_its_last_word():
    panjang = "Rapat koordinasi menetapkan ukuran baru. " * 30 + "Selesai."
    with acting_as(orang("penyusun"), panjang):
        assert simpan("baru").history_change_reason == panjang


def test_an_act_is_logged_with_old_new_and_its_object():
    c = log(
        indikator(),
        "mengatur unit pengisi",
        by=orang("penyusun"),
        instansi_id=rumah().pk,
        tahun=2024,
        now=timezone.now(),
        old={"pengisi": []},
        new={"pengisi": ["Ideologi"]},
        reason="Mutasi",
    )
    assert Catatan.objects.about(indikator()).first() == c
    assert Catatan.objects.of_agency(rumah().pk).filter(pk=c.pk).exists()
    assert not Catatan.objects.of_agency(rumah().pk + 1).exists()
    assert str(c) == f"mengatur unit pengisi: {indikator()}"


@pytest.mark.parametrize("perintah", ["DELETE FROM jejak_catatan", "UPDATE jejak_catatan SET tindakan = 'x'"])
def test_the_log_refuses_change_and_removal_even_by_sql(perintah):
    assert Catatan.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as c:
        c.execute(perintah)


# ── many rows at once ──
ALASAN = "Perubahan I: " + "alasan yang panjang " * 10


def jejak(model: type[models.Model], *ids: int) -> list[dict[str, object]]:
    """The history of rows, in order, without what tells one row or one moment from another."""
    beda = {
        "id",
        "indikator_id",
        "ketetapan_id",
        "history_id",
        "history_date",
        "history_relation_id",
    }
    hasil = []
    for r in model.riwayat.filter(id__in=ids).order_by("id", "history_id"):
        isi = {f.attname: getattr(r, f.attname) for f in r._meta.concrete_fields if f.attname not in beda}
        if model is KetetapanIndikator:
            isi["jabatan"] = sorted(r.penanggung_jawab.values_list("jabatan_id", flat=True))
        hasil.append(isi)
    return hasil


def baru(nomor: int) -> KetetapanIndikator:
    induk = Indikator.objects.create(instansi=rumah(), tahun=2024)
    return KetetapanIndikator(indikator=induk, uraian=f"Jumlah {nomor}", dokumen_asal="iku")


def test_new_rows_written_together_leave_the_history_of_single_ones():
    with acting_as(orang("penyusun"), ALASAN):
        satu = [baru(n) for n in range(3)]
        for k in satu:
            k.save()
        banyak = insert_tracked(KetetapanIndikator, (baru(n) for n in range(3)))
        assert insert_tracked(KetetapanIndikator, []) == []
    lama = jejak(KetetapanIndikator, *(k.pk for k in satu))
    assert jejak(KetetapanIndikator, *(k.pk for k in banyak)) == lama
    assert {(r["history_type"], r["history_user_id"], r["history_change_reason"]) for r in lama} == {
        ("+", orang("penyusun").pk, ALASAN)
    }


def test_changes_written_together_leave_the_history_of_single_ones_offices_included():
    jabatan = list(Jabatan.objects.order_by("pk")[:3])
    satu, banyak = [baru(n) for n in range(3)], [baru(n) for n in range(3)]
    sambungan = KetetapanIndikator.penanggung_jawab.through
    for k in [*satu, *banyak]:
        k.save()
    with acting_as(orang("penyusun"), ALASAN):
        for n, k in enumerate(satu):
            k.penanggung_jawab.add(*jabatan[n:])
            k.satuan = "orang"
            k.save(update_fields=["satuan"])
        sambungan.objects.bulk_create(
            sambungan(ketetapanindikator=k, jabatan=j) for n, k in enumerate(banyak) for j in jabatan[n:]
        )
        record_state(KetetapanIndikator, banyak)
        for k in banyak:
            k.satuan = "orang"
        update_tracked(KetetapanIndikator, banyak, ["satuan"])
    lama = jejak(KetetapanIndikator, *(k.pk for k in satu))
    assert jejak(KetetapanIndikator, *(k.pk for k in banyak)) == lama
    assert [(r["history_type"], r["satuan"], len(r["jabatan"])) for r in lama[:3]] == [
        ("+", "", 0),
        ("~", "", 3),
        ("~", "orang", 3),
    ]
    assert set(KetetapanIndikator.objects.filter(pk__in=[k.pk for k in banyak]).values_list("satuan")) == {
        ("orang",)
    }


def test_one_act_over_several_objects_is_logged_for_each():
    dua = list(Indikator.objects.order_by("pk")[:2])
    banyak = log_many(
        ((i, {"nomor": 1}, {"nomor": 2}) for i in dua),
        "mengatur",
        by=orang("penyusun"),
        instansi_id=rumah().pk,
        tahun=2024,
        now=timezone.now(),
        reason="Mutasi",
    )
    for i, c in zip(dua, banyak, strict=True):
        assert Catatan.objects.about(i).get(tindakan="mengatur") == c
        assert (c.lama, c.baru, c.alasan, c.objek_nama) == (
            {"nomor": 1},
            {"nomor": 2},
            "Mutasi",
            str(i),
        )
