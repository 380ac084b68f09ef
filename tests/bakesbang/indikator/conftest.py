"""One indicator of the demonstration data, and a client that knows who it is."""

import pytest

from bakesbang.kinerja.models import Indikator


@pytest.fixture
def indikator(peragaan):
    """The first IKU of 2021: laid down, 9 of 11 in the year."""
    return Indikator.objects.get(tahun=2021, ketetapan__uraian__contains="IPOLEKSOSBUD")


@pytest.fixture
def alamat(indikator):
    return f"/bakesbangpol/2021/indikator/{indikator.pk}/"


@pytest.fixture
def sebagai(client, peragaan):
    def sebagai(username):
        client.force_login(peragaan.pengguna(username))
        return client

    return sebagai
