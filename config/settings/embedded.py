"""One command, nothing to configure: everything lies in DATA_DIR and listens on loopback or a unix socket."""

from urllib.parse import quote

from config import env
from config.paths import DATA_DIR, broker_socket
from config.settings.base import *  # noqa: F403

SECRET_KEY = env.text("SECRET_KEY", "") or env.secret_file(DATA_DIR / "keys" / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")

_socket = broker_socket(DATA_DIR)
CELERY_BROKER_URL = env.text("BROKER_URL", f"redis+socket://{quote(str(_socket))}?virtual_host=0")
CACHES["default"]["LOCATION"] = env.text("CACHE_URL", f"unix://{quote(str(_socket))}?db=1")  # noqa: F405

# Served straight from the apps' own folders, so that a start need not copy files first.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300
