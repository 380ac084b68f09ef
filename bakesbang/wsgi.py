"""WSGI entry point (gunicorn bakesbang.wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bakesbang.settings")
application = get_wsgi_application()
