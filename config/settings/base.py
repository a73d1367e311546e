"""What every installation shares. Read from the environment only, through `config.env`."""

import os
from pathlib import Path

from config import env
from config.paths import BASE_DIR, DATA_DIR
from config.settings.api import *  # noqa: F403
from config.settings.celery import *  # noqa: F403
from config.settings.part_search import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.webhooks import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "config",
    "web",
    "api",
    "makers",
    "teardowns",
    "provenance",
    "custody",
    "jobs",
    "accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.compression.CompressPublic",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR}/chiptrail.sqlite3")}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.text("CACHE_URL", "redis://127.0.0.1:6379/1"),
        "KEY_PREFIX": "chiptrail",
        "TIMEOUT": 3600,
    },
}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("uk", "Українська"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "web" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = env.path("STATIC_ROOT", DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}

# The vault of originals; the key that signs the ledger's checkpoints, and the file that keeps a copy of them.
VAULT_BACKEND = env.text("VAULT_BACKEND", "file")
VAULT_ROOT = env.path("VAULT_ROOT", DATA_DIR / "vault")
VAULT_MAX_BYTES = env.integer("VAULT_MAX_BYTES", 256 * 1024 * 1024, at_least=1)
VOICE_NOTE_MAX_BYTES = env.integer("VOICE_NOTE_MAX_BYTES", 32 * 1024 * 1024, at_least=1)
# Whether a field team hears on its phones that a chip was identified or traced.
FIELD_FEEDBACK = env.boolean("FIELD_FEEDBACK", default=False)
# An upload in pieces that nobody goes on with is removed after so many days.
UPLOAD_LIFE_DAYS = env.integer("UPLOAD_LIFE_DAYS", 7, at_least=1)
# What one person may have begun and not finished: uploads, and their bytes as announced.
UPLOAD_PARTS_PER_PERSON = env.integer("UPLOAD_PARTS_PER_PERSON", 1000, at_least=1)
UPLOAD_PARTS_BYTES_PER_PERSON = env.integer("UPLOAD_PARTS_BYTES_PER_PERSON", 20 * 10**9, at_least=1)
# Bytes of the vault's disk that no upload in pieces may take.
VAULT_RESERVE_BYTES = env.integer("VAULT_RESERVE_BYTES", 256 * 1024 * 1024, at_least=0)
# Lists of parts that an administrator imports: bytes as uploaded, bytes unpacked, rows.
IMPORT_MAX_BYTES = env.integer("IMPORT_MAX_BYTES", 2**30, at_least=1)
IMPORT_MAX_EXPANDED_BYTES = env.integer("IMPORT_MAX_EXPANDED_BYTES", 2**33, at_least=1)
IMPORT_MAX_ROWS = env.integer("IMPORT_MAX_ROWS", 20_000_000, at_least=1)

# Lists of markings that people resolve at once: rows, bytes as sent and unpacked, characters of one marking; and how
# many the API answers while one waits.
MARKING_LIST_MAX_ROWS = env.integer("MARKING_LIST_MAX_ROWS", 10_000, at_least=1)
MARKING_LIST_MAX_BYTES = env.integer("MARKING_LIST_MAX_BYTES", 8 * 1024 * 1024, at_least=1)
MARKING_LIST_MAX_EXPANDED_BYTES = env.integer("MARKING_LIST_MAX_EXPANDED_BYTES", 64 * 1024 * 1024, at_least=1)
MARKING_MAX_CHARACTERS = env.integer("MARKING_MAX_CHARACTERS", 2000, at_least=1)
RESOLVE_AT_ONCE = env.integer("RESOLVE_AT_ONCE", 200, at_least=1)
S3_BUCKET = env.text("S3_BUCKET", "")
S3_ENDPOINT_URL = env.text("S3_ENDPOINT_URL", "")
S3_REGION = env.text("S3_REGION", "")
S3_ACCESS_KEY = env.text("S3_ACCESS_KEY", "")
S3_SECRET_KEY = env.text("S3_SECRET_KEY", "")
LEDGER_KEY_FILE = env.path("LEDGER_KEY_FILE", DATA_DIR / "keys" / "ledger_ed25519.key")
LEDGER_RETIRED_KEYS = env.words("LEDGER_RETIRED_KEYS", "")
WORK_DIR = DATA_DIR / "work"
OCR_ENGINE = env.text("OCR_ENGINE", "neural")
# The compiled search of traces: kept with the data, since the code may be read-only. numba reads it when it is loaded.
os.environ.setdefault("NUMBA_CACHE_DIR", str(DATA_DIR / "cache" / "numba"))
CHECKPOINT_FILE = env.path("CHECKPOINT_FILE", DATA_DIR / "checkpoints.jsonl")

# A photo is never held in memory: over 1 MiB it streams to a file on the vault's own disk.
FILE_UPLOAD_TEMP_DIR: str | None = str(DATA_DIR / "uploads")
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", 25, at_least=1)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "chiptrail@localhost")

# Levels and logger names only: a log line must never carry a file name, a place or a photo's metadata.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "PIL": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "botocore": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
