"""WSGI entry point (gunicorn bakesbang.wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bakesbang.settings")
application = get_wsgi_application()


def periksa_pintu() -> None:
    """The guard of real mode, then no connection left open for a forked worker to share."""
    from django.db import connections

    from bakesbang.beranda.penjaga import tolak_akun_peragaan

    tolak_akun_peragaan()
    connections.close_all()


periksa_pintu()
