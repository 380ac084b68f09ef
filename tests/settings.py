"""What tests change of the one settings file: nothing of the product's behaviour, only where it writes,
how fast a password is hashed, and what is refused (queries that grow with rows, unknown template variables)."""

import atexit
import os
import shutil
import tempfile

# Before the product's settings are read: a test never touches the data folder of the working copy.
os.environ["BAKESBANG_DATA"] = tempfile.mkdtemp(prefix="bakesbang-data-")
atexit.register(shutil.rmtree, os.environ["BAKESBANG_DATA"], ignore_errors=True)
# Playwright's loop runs in the thread that also prepares the rows of a test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from bakesbang.settings import *  # noqa: F403
from bakesbang.settings import (
    BASE_DIR,
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    STATIC_ROOT,
    STORAGES,
    TEMPLATES,
)
from tests.templat import VariabelHilang

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Static files straight from their packages: no collectstatic before a test.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# A request that asks the same relation row by row fails its test.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# A batch of writes locks and reads each of its rows anew; that is one query a row by design.
ZEAL_ALLOWLIST = [
    {"model": "kinerja.Realisasi", "field": "*"},
    {"model": "kinerja.JadwalTriwulan", "field": "*"},
    {"model": "kinerja.Indikator", "field": "get()"},
    {"model": "sessions.Session", "field": "get()"},
]

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = VariabelHilang(BASE_DIR / "templates")

# A test machine that loses its power runs its tests anew; a loaded one waits longer for its turn.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    options = DATABASES["default"]["OPTIONS"]
    options["timeout"] = 120
    options["init_command"] = options["init_command"].replace("synchronous=NORMAL", "synchronous=OFF")
