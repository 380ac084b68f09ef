"""What the database itself refuses, whoever writes."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bakesbang.kinerja.models import JadwalTriwulan, KunciTriwulan, NilaiVariabel, Realisasi
from bakesbang.trail.install_triggers import all_triggers, install, installed, remove
from bakesbang.trail.models import Catatan

pytestmark = pytest.mark.basisdata


def jalankan(sql: str, *nilai: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, nilai)


@pytest.fixture
def terkunci(peragaan):
    """TW I 2021 of the demonstration, locked."""
    penyusun = peragaan.pengguna("penyusun")
    JadwalTriwulan.objects.filter(tahun=2021, triwulan=1).update(
        dikunci_oleh=penyusun, dikunci_pada=timezone.now()
    )
    return Realisasi.objects.filter(indikator__tahun=2021, triwulan=1).first()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kinerja_realisasi SET uraian = 'diubah' WHERE id = %s",
        "DELETE FROM kinerja_nilaivariabel WHERE realisasi_id = %s",
        "UPDATE kinerja_nilaivariabel SET teks = '99' WHERE realisasi_id = %s",
        "UPDATE kinerja_realisasi SET triwulan = 1 WHERE id = (SELECT min(id) FROM kinerja_realisasi WHERE triwulan = 2"
        " AND indikator_id = (SELECT indikator_id FROM kinerja_realisasi WHERE id = %s))",
    ],
)
def test_raw_sql_cannot_write_into_a_locked_quarter(terkunci, sql):
    sebelum = list(NilaiVariabel.objects.filter(realisasi=terkunci).values())
    with pytest.raises(DatabaseError, match="sudah dikunci"):
        jalankan(sql, terkunci.pk)
    assert list(NilaiVariabel.objects.filter(realisasi=terkunci).values()) == sebelum
    assert Realisasi.objects.get(pk=terkunci.pk).uraian == terkunci.uraian


@pytest.fixture
def frozen(peragaan_dikunci):
    """The last locked quarter with its report."""
    return KunciTriwulan.objects.filter(dibuka_pada=None).latest("pk")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kinerja_kuncitriwulan SET sidik = 'lain' WHERE id = %s",
        "UPDATE kinerja_kuncitriwulan SET isi = '{}' WHERE id = %s",
        "UPDATE kinerja_kuncitriwulan SET dikunci_oleh_id = NULL WHERE id = %s",
        "DELETE FROM kinerja_kuncitriwulan WHERE id = %s",
    ],
)
def test_a_frozen_report_is_neither_changed_nor_removed(frozen, sql):
    with pytest.raises(DatabaseError, match="sudah dikunci tidak dapat"):
        jalankan(sql, frozen.pk)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kinerja_jadwaltriwulan SET dikunci_pada = NULL, dikunci_oleh_id = NULL WHERE id = %s",
        "DELETE FROM kinerja_jadwaltriwulan WHERE id = %s",
    ],
)
def test_one_statement_does_not_unlock_a_quarter(frozen, sql):
    with pytest.raises(DatabaseError, match="lewat Buka kembali"):
        jalankan(sql, frozen.jadwal_id)
    assert JadwalTriwulan.objects.get(pk=frozen.jadwal_id).terkunci


def test_who_approved_is_not_exchanged(peragaan):
    row = Realisasi.objects.filter(status="disetujui").first()
    other = peragaan.pengguna("admin").pk
    with pytest.raises(DatabaseError, match="menyetujui tidak dapat diganti"):
        jalankan("UPDATE kinerja_realisasi SET disetujui_oleh_id = %s WHERE id = %s", other, row.pk)


def test_an_open_quarter_takes_the_same_writes(peragaan):
    baris = Realisasi.objects.filter(indikator__tahun=2021, triwulan=1).first()
    jalankan("UPDATE kinerja_realisasi SET uraian = 'diubah' WHERE id = %s", baris.pk)
    assert Realisasi.objects.get(pk=baris.pk).uraian == "diubah"


@pytest.mark.parametrize(
    "tabel",
    [
        "jejak_catatan",
        "kinerja_historicalrealisasi",
        "rencana_aksi_historicalsasaran",
        "iku_historicalversiiku",
    ],
)
def test_history_only_grows(peragaan, tabel):
    kunci = "id" if tabel == "jejak_catatan" else "history_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {tabel}")
        banyak = cursor.fetchone()[0]
    assert banyak > 0
    for sql in (f"DELETE FROM {tabel}", f"UPDATE {tabel} SET {kunci} = {kunci}"):
        with pytest.raises(DatabaseError, match="hanya bertambah"):
            jalankan(sql)


def test_every_trigger_is_on_after_migrate(db):
    assert len({p.full_name for p in all_triggers()}) == len(all_triggers())
    assert {nama for nama, _ in installed("default")} == {p.full_name for p in all_triggers()}


@pytest.mark.django_db(transaction=True)
def test_triggers_survive_the_rebuilding_of_every_table_they_name(peragaan):
    """SQLite rebuilds a table for most changes; our migrate takes the triggers off first and puts them back."""
    remove("default")
    tabel = sorted({p.table for p in all_triggers()} | {t for p in all_triggers() for t in p.other_tables})
    model = {m._meta.db_table: m for m in connection.introspection.installed_models(tabel)}
    with connection.constraint_checks_disabled(), connection.schema_editor(atomic=False) as editor:
        for nama in tabel:
            if connection.vendor == "sqlite" and nama in model:
                editor._remake_table(model[nama])
    install("default")
    with pytest.raises(DatabaseError, match="hanya bertambah"):
        jalankan("DELETE FROM jejak_catatan")
    assert Catatan.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_flush_empties_tests_and_refuses_a_real_installation(peragaan, settings):
    settings.NYATA = True
    with pytest.raises(Exception, match="tidak dapat dikosongkan"):
        call_command("flush", interactive=False, verbosity=0)
    settings.NYATA = False
    call_command("flush", interactive=False, verbosity=0)
    assert not Catatan.objects.exists()
    assert installed("default")
