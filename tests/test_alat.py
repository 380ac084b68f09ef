"""The guards of the tests bite: a test that could not fail would be worth nothing."""

import socket

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.template import Context, Engine, Origin, Template
from zeal import NPlusOneError, zeal_context

from tests.conftest import JaringanTertutup
from tests.templat import VariabelHilang, VariabelTidakAda


def gambar(isi: str, asal: str) -> str:
    mesin = Engine(string_if_invalid=VariabelHilang(settings.BASE_DIR / "templates"))
    return Template(isi, origin=Origin(asal), engine=mesin).render(Context())


@pytest.mark.parametrize("isi", ["{{ hilang }}", "{{ hilang.nama }}", "{{ hilang|default:'-' }}"])
def test_our_template_may_not_print_an_unknown_variable(isi):
    with pytest.raises(VariabelTidakAda, match="hilang"):
        gambar(isi, str(settings.BASE_DIR / "templates/coba.html"))


def test_our_template_may_ask_whether_a_variable_is_there():
    asal = str(settings.BASE_DIR / "templates/coba.html")
    assert gambar("{% if hilang %}ada{% else %}tidak{% endif %}", asal) == "tidak"


def test_templates_of_packages_print_what_they_print_in_production():
    assert gambar("[{{ hilang }}|{{ hilang|default:'-' }}]", "/paket/crispy/field.html") == "[|-]"


def test_no_test_leaves_this_machine():
    with pytest.raises(JaringanTertutup):
        socket.create_connection(("192.0.2.1", 80))


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_a_relation_read_row_by_row_fails(db):
    def baris_demi_baris() -> list[str]:
        return [izin.content_type.model for izin in Permission.objects.exclude(content_type=None)[:5]]

    with zeal_context(), pytest.raises(NPlusOneError):
        baris_demi_baris()
