"""Short words of the organisation tests: whose pages, and at which address."""

from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.models import Catatan


def rumah() -> Instansi:
    """The agency of the demonstration data, also when there is a second one."""
    return Instansi.objects.get(kode="bakesbangpol")


def alamat(nama: str, kode: str = "bakesbangpol", **kata: int) -> str:
    return reverse(f"organisasi:{nama}", kwargs={"kode": kode, "tahun": 2024} | kata)


def orang(username: str) -> Pengguna:
    return Pengguna.objects.get(username=username)


def banyak_kueri(client: Client, tujuan: str) -> int:
    """How many queries a page takes, once the first visit has filled the caches."""
    client.get(tujuan)
    with CaptureQueriesContext(connection) as kueri:
        assert client.get(tujuan).status_code == 200
    return len(kueri)


def catatan_terakhir(objek: Model) -> Catatan:
    return Catatan.objects.about(objek).latest("pk")


def tanpa_sesi(client: Client, tujuan: str) -> bool:
    """Whether this browser is sent to sign in again. Django itself reads a session twice to throw it away."""
    with override_settings(ZEAL_ALLOWLIST=[{"model": "sessions.Session", "field": "get()"}]):
        jawaban = client.get(tujuan)
    return jawaban.status_code == 302 and jawaban["Location"].startswith(reverse("akun:masuk"))
