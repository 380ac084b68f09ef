import importlib

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings


def test_server_does_not_start_in_real_mode_with_demonstration_accounts(transactional_db):
    wsgi = importlib.import_module("bakesbang.wsgi")
    get_user_model().objects.create(username="coba", nama="Coba", is_superuser=True, peragaan=True)
    with override_settings(NYATA=True), pytest.raises(ImproperlyConfigured, match="akun peragaan"):
        wsgi.periksa_pintu()


def test_no_connection_is_left_for_forked_workers(transactional_db):
    wsgi = importlib.import_module("bakesbang.wsgi")
    connection.ensure_connection()
    wsgi.periksa_pintu()
    assert connection.connection is None
