"""The demonstration data, made once per process by the product's own command: a test starts from a state that
users can reach, without paying for the road to it."""

from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction

from tests.adegan import KOSONG, adegan

# Made by migrate, not by the command.
MILIK_MIGRASI = {"contenttypes.ContentType", "auth.Permission"}
# Its rows close a quarter, and a closed quarter takes no rows.
TERAKHIR = {"kinerja.JadwalTriwulan"}

Baris = list[tuple[type[models.Model], list[models.Model]]]


@cache
def _baris_peragaan() -> Baris:
    with transaction.atomic():
        call_command("muat_contoh", peragaan=True, verbosity=0)
        baris = _ambil_baris()
        transaction.set_rollback(True)
    return baris


def _ambil_baris() -> Baris:
    """Every row there is now, in an order in which it can be laid down again."""
    model = [m for m in apps.get_models(include_auto_created=True) if _disalin(m)]
    model.sort(key=lambda m: m._meta.label in TERAKHIR)
    return [(m, isi) for m in model if (isi := list(m._base_manager.all()))]


def _disalin(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.label not in MILIK_MIGRASI


def _dikunci() -> None:
    with transaction.atomic():
        for model, isi in _baris_peragaan():
            _sisipkan(model, isi)


def _belum_dikunci() -> None:
    with transaction.atomic():
        for model, isi in _baris_peragaan():
            if model._meta.label != "kinerja.KunciTriwulan":
                _sisipkan(model, isi)
        jadwal = apps.get_model("kinerja", "JadwalTriwulan").objects
        jadwal.filter(dikunci_pada__isnull=False).update(dikunci_oleh=None, dikunci_pada=None)


# Both documents ditetapkan, two years of IKU filled, approved and not yet locked, and the accounts.
peragaan = adegan("peragaan", _belum_dikunci, dari=KOSONG)
# The demonstration as the command leaves it: the quarters of 2021 and 2022 locked.
peragaan_dikunci = adegan("peragaan_dikunci", _dikunci, dari=KOSONG)


def _sisipkan(model: type[models.Model], isi: list[models.Model]) -> None:
    """As loaddata does it: nothing is stamped anew on the way in (``raw``)."""
    kolom = model._meta.local_concrete_fields
    sekali = max(1, connection.ops.bulk_batch_size(kolom, isi))
    for mulai in range(0, len(isi), sekali):
        model._base_manager.all()._insert(
            isi[mulai : mulai + sekali], fields=kolom, using=DEFAULT_DB_ALIAS, raw=True
        )
    with connection.cursor() as kursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [model]):  # PostgreSQL counts on from here
            kursor.execute(sql)
