"""One settings file. Everything an installation may change comes from the environment, read by
three small readers that stop with a sentence on nonsense instead of guessing."""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env(nama: str, baku: str) -> str:
    """Text from the environment; an empty value counts as absent."""
    return os.environ.get(nama, "") or baku


def env_bool(nama: str, baku: bool) -> bool:
    """``1/0``, ``ya/tidak`` or ``true/false``; anything else stops the start."""
    nilai = env(nama, "1" if baku else "0").lower()
    if nilai in {"1", "ya", "true"}:
        return True
    if nilai in {"0", "tidak", "false"}:
        return False
    raise ImproperlyConfigured(f"{nama}={nilai!r} bukan 1 atau 0.")


def env_int(nama: str, baku: int) -> int:
    """A whole number that is not negative; anything else stops the start."""
    nilai = env(nama, str(baku))
    if not nilai.isdecimal():
        raise ImproperlyConfigured(f"{nama}={nilai!r} bukan bilangan bulat.")
    return int(nilai)


def env_daftar(nama: str, baku: str = "") -> list[str]:
    """A list written with commas."""
    return [butir.strip() for butir in env(nama, baku).split(",") if butir.strip()]


# ── Mode ────────────────────────────────────────────────────────────────────────────────────────
# "peragaan" shows the demonstration accounts; "nyata" is an agency's own installation and refuses
# to start while any demonstration account exists (bakesbang/wsgi.py).
MODE = env("BAKESBANG_MODE", "peragaan")
if MODE not in {"peragaan", "nyata"}:
    raise ImproperlyConfigured(f"BAKESBANG_MODE={MODE!r} harus 'peragaan' atau 'nyata'.")
NYATA = MODE == "nyata"
DEBUG = env_bool("BAKESBANG_DEBUG", False)
if NYATA and DEBUG:
    raise ImproperlyConfigured("BAKESBANG_DEBUG tidak boleh menyala dalam mode nyata.")

# Everything that is written while running lives here, outside git.
DATA_DIR = Path(env("BAKESBANG_DATA", str(BASE_DIR / "data")))


def kunci_rahasia() -> str:
    """The secret key: from the environment, else from a file outside git that ``./jalankan`` makes."""
    if kunci := env("BAKESBANG_SECRET_KEY", ""):
        return kunci
    berkas = DATA_DIR / "kunci_rahasia"
    if berkas.exists():
        return berkas.read_text(encoding="ascii").strip()
    if NYATA:
        raise ImproperlyConfigured(
            f"Mode nyata memerlukan kunci rahasia: jalankan ./jalankan, atau isi {berkas}."
        )
    return "peragaan-tanpa-rahasia"


SECRET_KEY = kunci_rahasia()
ALLOWED_HOSTS = env_daftar("BAKESBANG_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_daftar("BAKESBANG_ORIGINS")
# Proxies whose X-Forwarded-For is believed: addresses or networks, with commas.
TRUSTED_PROXIES = env_daftar("BAKESBANG_PROXY")

# The demonstration's passwords are known to everybody: it opens to other machines only when somebody says so.
THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]", "::1", "testserver"}
OPEN_DEMONSTRATION = env_bool("BAKESBANG_PERAGAAN_TERBUKA", False)


def demonstration_is_outside() -> list[str]:
    """What would show the demonstration to other machines, in words."""
    seen = [f"BAKESBANG_HOSTS={host}" for host in ALLOWED_HOSTS if host not in THIS_MACHINE]
    seen += [f"BAKESBANG_ORIGINS={origin}" for origin in CSRF_TRUSTED_ORIGINS]
    bind = env("BAKESBANG_BIND", "127.0.0.1")
    if bind not in THIS_MACHINE:
        seen.append(f"BAKESBANG_BIND={bind}")
    if env_bool("BAKESBANG_HTTPS", False):
        seen.append("BAKESBANG_HTTPS=1")
    return seen


if not NYATA and not OPEN_DEMONSTRATION and demonstration_is_outside():
    raise ImproperlyConfigured(
        f"Mode peragaan hanya untuk komputer ini, tetapi ada {', '.join(demonstration_is_outside())}. "
        "Kata sandinya diketahui umum. Pakai BAKESBANG_MODE=nyata, atau BAKESBANG_PERAGAAN_TERBUKA=1 "
        "bila memang untuk diperagakan."
    )

# ── Applications, by floor from the ground up (README: the map of the house) ────────────────────
INSTALLED_APPS = [
    "bakesbang.trail",  # first: its migrate and flush take the place of Django's (triggers)
    "bakesbang.ui",
    "bakesbang.organisasi",
    "bakesbang.kinerja",
    "rencana_aksi",
    "iku",
    "bakesbang.indikator",
    "bakesbang.realisasi",
    "bakesbang.beranda",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "rules",
    "simple_history",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
]

MIDDLEWARE = [
    "bakesbang.organisasi.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bakesbang.organisasi.middleware.BodyLimit",
    "bakesbang.organisasi.middleware.WrongMethod",
    "bakesbang.organisasi.middleware.RefuseNul",
    "bakesbang.organisasi.middleware.SignOutWhenIdle",
    "bakesbang.organisasi.middleware.RequireNewPassword",
    "bakesbang.organisasi.middleware.RequireSecondFactor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bakesbang.urls"
WSGI_APPLICATION = "bakesbang.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bakesbang.organisasi.context_processors.page_header",
                "bakesbang.kinerja.konteks.pemberitahuan",
            ],
            "builtins": ["bakesbang.ui.templatetags.kinerja"],
        },
    },
]

# ── Database ────────────────────────────────────────────────────────────────────────────────────
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{DATA_DIR / 'bakesbang.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a writer waits its turn at BEGIN instead of failing in the middle.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA recursive_triggers=ON;",
    }
    # A file, because threads of the live server share an in-memory database badly.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "uji.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True  # a reason is kept to its last word

# ── Sign-in ─────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "organisasi.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "bakesbang.organisasi.passwords.IndonesianCommonPasswordValidator"},
]
# Minutes after which the password is asked again before what cannot be undone; 0 never asks.
REAUTHENTICATE_AFTER = 60 * env_int("BAKESBANG_KONFIRMASI_ULANG", 15 if NYATA else 0)
# A second step for penyusun, pimpinan, admin and superuser; everybody may set one up.
SECOND_FACTOR = env_bool("BAKESBANG_DUA_LANGKAH", NYATA)
OTP_TOTP_ISSUER = "Kinerja"
# Minutes without a request after which a person is signed out; 0 never.
IDLE_SECONDS = 60 * env_int("BAKESBANG_DIAM", 120 if NYATA else 0)
SECURITY_CONTACT = env("BAKESBANG_KONTAK_KEAMANAN", "mailto:keamanan@localhost")
LOGIN_URL = "akun:masuk"
LOGIN_REDIRECT_URL = "awal:awal"
LOGOUT_REDIRECT_URL = "akun:masuk"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "bakesbang.organisasi.sign_in_limits.SignInHandler"
AXES_CLIENT_IP_CALLABLE = "bakesbang.organisasi.request_log.client_address"
AXES_LOCKOUT_CALLABLE = "bakesbang.organisasi.views_account.account_held"
AXES_RESET_ON_SUCCESS = True
# A try during the lock does not make the lock longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True

# ── Safety on the wire ──────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # data: is Bootstrap's own select arrow
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
HTTPS = env_bool("BAKESBANG_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = True
# The other hosts of the city's domain are not ours to bind to HTTPS, nor to put on the browsers' list.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CSRF_FAILURE_VIEW = "bakesbang.beranda.views_galat.csrf_gagal"

# ── Language and time: everything a user reads is Indonesian, whatever the browser asks for ─────
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

# ── Files ───────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/statis/"
STATIC_ROOT = DATA_DIR / "statis"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "bakesbang.ui.static_files.PencariPaket",
]
MEDIA_ROOT = DATA_DIR / "berkas"
# Evidence and database are read by their owner only, whoever made the folder.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
os.umask(0o077)
# The largest request that is read at all; an evidence file may have 20 MB.
BODY_LIMIT = 25 * 1024 * 1024
BODY_LIMIT_SIGNED_OUT = 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "bakesbang.ui.static_files.PenyimpananStatis"},
}
# Evidence: how much one row and one agency may keep, and who looks for malware (host:port or socket of clamd).
BUKTI_QUOTA_ROW_MB = env_int("BAKESBANG_BUKTI_KUOTA_BARIS_MB", 200)
BUKTI_QUOTA_AGENCY_MB = env_int("BAKESBANG_BUKTI_KUOTA_INSTANSI_MB", 50_000)
CLAMD = env("BAKESBANG_CLAMD", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# E-mail is sent only when a server is named; in-app notices work without it.
EMAIL_HOST = env("BAKESBANG_SMTP_HOST", "")
EMAIL_PORT = int(env("BAKESBANG_SMTP_PORT", "587"))
EMAIL_HOST_USER = env("BAKESBANG_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env("BAKESBANG_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env_bool("BAKESBANG_SMTP_TLS", True)
DEFAULT_FROM_EMAIL = env("BAKESBANG_SMTP_DARI", "kinerja@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "bakesbang.organisasi.request_log.RequestFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_words)s] %(message)s"}},
    "handlers": {"layar": {"class": "logging.StreamHandler", "filters": ["request"], "formatter": "line"}},
    "root": {"handlers": ["layar"], "level": "WARNING"},
}
