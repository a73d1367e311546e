"""For the tests: own folder, quick password hashes, the database that CHIPTRAIL_TEST_DATABASE_URL names."""

import os
import tempfile
from pathlib import Path

# Set before the rest is read, and not shared: each pytest process has its own folder. The worker that a test
# starts is told the folder of its test through CHIPTRAIL_TEST_DATA_DIR.
os.environ["CHIPTRAIL_DATA_DIR"] = os.environ.get("CHIPTRAIL_TEST_DATA_DIR") or str(
    Path(tempfile.gettempdir()) / f"chiptrail-test-{os.getpid()}"
)
# What is compiled is shared: numba locks and checks it, and compiling takes half a minute.
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "chiptrail-numba"))

from config import env
from config.paths import DATA_DIR
from config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {"default": env.database("TEST_DATABASE_URL", f"sqlite:///{DATA_DIR}/chiptrail.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    # A file, not memory: the live server and the worker process open it too. A power cut may take it.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA_DIR}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
# Tests drop their database at the end; a connection kept open would forbid it.
DATABASES["default"]["CONN_MAX_AGE"] = 0

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = env.text("BROKER_URL", "memory://")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
FILE_UPLOAD_TEMP_DIR = None
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
