"""WSGI entry point (gunicorn bakesbang.wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bakesbang.settings")
application = get_wsgi_application()


def periksa_pintu() -> None:
    """The guard of real mode, the triggers counted and mended, then no connection left open for a forked worker to share."""
    from django.db import connections

    from bakesbang.beranda.penjaga import tolak_akun_peragaan
    from bakesbang.trail.install_triggers import ensure

    tolak_akun_peragaan()
    ensure("default")
    connections.close_all()


periksa_pintu()
