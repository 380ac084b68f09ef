"""Acts of the agency's admin that no page reaches in another way."""

from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from bakesbang.organisasi import actions
from bakesbang.organisasi.models import Jabatan, Pengguna, UnitKerja
from bakesbang.trail.models import Catatan
from tests.bakesbang.organisasi.cast import orang
from tests.bakesbang.organisasi.conftest import KINI


def test_closing_is_refused_also_when_the_page_did_not_ask(peragaan):
    """What stood in the way after the page was drawn still stands."""
    unit = UnitKerja.objects.get(kode="wasnas")
    with pytest.raises(ValidationError, match="Masih ada 2 pengguna aktif"):
        actions.set_unit_active(unit=unit, active=False, by=orang("admin"), now=KINI)
    jabatan = Jabatan.objects.get(kode="kabid-wasnas")
    with pytest.raises(ValidationError, match="masih memegang jabatan ini"):
        actions.set_jabatan_active(
            jabatan=jabatan, active=False, day=KINI.date(), by=orang("admin"), now=KINI
        )
    assert UnitKerja.objects.get(kode="wasnas").aktif
    assert Jabatan.objects.get(kode="kabid-wasnas").aktif


def test_an_account_without_agency_is_nobodys_to_change(superadmin):
    with pytest.raises(ValueError, match="belongs to no agency"):
        actions.change_pengguna(pengguna=superadmin, by=superadmin, now=KINI)


def test_what_fails_leaves_neither_row_nor_trace(peragaan):
    jumlah = Catatan.objects.count()
    admin = orang("admin")
    admin.peran = "staf"
    with pytest.raises(ValidationError):
        actions.change_pengguna(pengguna=admin, by=orang("admin"), now=KINI)
    assert orang("admin").peran == "admin"
    assert Catatan.objects.count() == jumlah


def test_one_time_passwords_avoid_letters_that_are_mistaken():
    assert not set("01lio") & set("".join(actions.one_time_password() for _ in range(200)))


@pytest.mark.basisdata
@pytest.mark.django_db(transaction=True)
def test_two_admins_who_remove_each_other_leave_one(peragaan):
    """The second waits until the first has committed, and then finds that he is the last."""
    Pengguna.objects.filter(username="penyusun").update(peran="admin")
    di_dalam, kedua_selesai = Event(), Event()
    ditolak: list[str] = []

    def cabut(siapa: str, oleh: str) -> None:
        pengguna, pelaku = orang(siapa), orang(oleh)
        actions.set_pengguna_active(pengguna=pengguna, active=False, by=pelaku, now=KINI)

    def pertama() -> None:
        with transaction.atomic():
            cabut("admin", "penyusun")
            di_dalam.set()
            kedua_selesai.wait(1)  # without the gate the second is through by now
        connection.close()

    def kedua() -> None:
        di_dalam.wait(20)
        try:
            cabut("penyusun", "admin")
        except ValidationError:
            ditolak.append("penyusun")
        kedua_selesai.set()
        connection.close()

    utas = [Thread(target=pertama), Thread(target=kedua)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(30)
    assert ditolak == ["penyusun"]
    assert Pengguna.objects.filter(peran="admin", is_active=True, instansi__kode="bakesbangpol").count() == 1
