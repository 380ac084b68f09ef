"""The IKU 2021 of the demonstration data: laid down, four quarters approved."""

import pytest

from iku.laporan import pilih_versi


@pytest.fixture
def versi(peragaan):
    return pilih_versi(peragaan.instansi, 2021)


@pytest.fixture
def buka(client, peragaan):
    def buka(alamat, username="staf.poldagri"):
        client.force_login(peragaan.pengguna(username))
        return client.get(alamat)

    return buka
