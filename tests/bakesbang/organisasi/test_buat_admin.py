"""``manage.py buat_admin``: the first admin of an installation."""

import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from bakesbang.trail.models import Catatan

pytestmark = pytest.mark.django_db
ORANG = {"nama": "Wahyu Hidayat", "username": "Wahyu"}


class Ketikan(io.StringIO):
    """A keyboard (``isatty``) that answers what is asked, or nobody."""

    def __init__(self, ada_orang: bool) -> None:
        super().__init__()
        self.ada_orang = ada_orang

    def isatty(self) -> bool:
        return self.ada_orang


@pytest.fixture
def jalankan(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    monkeypatch.setattr("sys.stdin", Ketikan(ada_orang=False))

    def panggil(**pilihan: object) -> str:
        keluaran = io.StringIO()
        call_command("buat_admin", stdout=keluaran, **pilihan)
        return keluaran.getvalue()

    return panggil


def sandi_dari(keluaran: str) -> str:
    return next(b for b in keluaran.splitlines() if "Kata sandi    :" in b).split(": ")[1]


def test_empty_database_gets_agency_year_and_admin(jalankan):
    keluaran = jalankan(instansi="dinkes", instansi_nama="Dinas Kesehatan", **ORANG)
    wahyu = Pengguna.objects.get(username="wahyu")
    assert (wahyu.instansi.nama, wahyu.peran, wahyu.is_superuser) == (
        "Dinas Kesehatan",
        "admin",
        False,
    )
    assert wahyu.wajib_ganti_sandi
    assert wahyu.check_password(sandi_dari(keluaran))
    assert TahunKerja.objects.filter(instansi=wahyu.instansi).count() == 1
    assert set(Catatan.objects.values_list("tindakan", flat=True)) == {
        "menambah instansi",
        "menambah pengguna",
    }


def test_the_only_agency_need_not_be_named(jalankan):
    Instansi.objects.create(kode="dinkes", nama="Dinas Kesehatan")
    jalankan(**ORANG)
    assert Pengguna.objects.get().instansi.kode == "dinkes"


def test_superadmin_belongs_to_no_agency(jalankan):
    keluaran = jalankan(superadmin=True, **ORANG)
    wahyu = Pengguna.objects.get()
    assert (wahyu.is_superuser, wahyu.is_staff, wahyu.instansi, wahyu.wajib_ganti_sandi) == (
        True,
        True,
        None,
        True,
    )
    assert wahyu.check_password(sandi_dari(keluaran))
    assert Catatan.objects.get().tindakan == "menambah superadmin"


@pytest.mark.parametrize(
    ("ada", "pilihan", "pesan"),
    [
        ([], {}, "Isi --instansi."),
        ([], {"instansi": "dinkes"}, "Isi --instansi-nama."),
        (["a", "b"], ORANG, "Pilih --instansi: a, b."),
        (["a"], {"instansi": "c", **ORANG}, "Instansi 'c' tidak ada. Yang ada: a."),
        (["a"], {"nama": "Wahyu"}, "Isi --username."),
        (["a"], {"username": "wahyu", "nama": "  "}, "Isi --nama."),
        ([], {"instansi": "Bukan Kode!", "instansi_nama": "X", **ORANG}, "slug"),
        ([], {"superadmin": True, "username": "nama dengan spasi", "nama": "X"}, "nama pengguna"),
    ],
)
def test_what_is_missing_is_said_with_exit_code_2_and_nothing_is_kept(jalankan, ada, pilihan, pesan):
    for kode in ada:
        Instansi.objects.create(kode=kode, nama=kode)
    with pytest.raises(CommandError, match=pesan) as galat:
        jalankan(**pilihan)
    assert galat.value.returncode == 2
    assert Instansi.objects.count() == len(ada)
    assert not Pengguna.objects.exists()


def test_a_name_that_is_taken_is_refused(jalankan):
    Instansi.objects.create(kode="a", nama="A")
    jalankan(**ORANG)
    with pytest.raises(CommandError, match="sudah"):
        jalankan(**ORANG)
    assert Pengguna.objects.count() == 1


def test_without_options_it_asks(jalankan, monkeypatch):
    jawaban = {
        "Kode": "dinkes",
        "Nama lengkap instansi": "Dinas Kesehatan",
        "Nama pengguna": "rahma",
        "Nama lengkap admin": "Rahma",
    }
    monkeypatch.setattr("sys.stdin", Ketikan(ada_orang=True))
    monkeypatch.setattr(
        "builtins.input",
        lambda tanya: next(j for awal, j in jawaban.items() if tanya.startswith(awal)),
    )
    jalankan()
    rahma = Pengguna.objects.get()
    assert (rahma.username, rahma.nama, rahma.instansi.nama) == (
        "rahma",
        "Rahma",
        "Dinas Kesehatan",
    )
