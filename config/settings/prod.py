"""Production: PostgreSQL, an own Redis, TLS in front. What has no safe default must be in the environment.

Four kinds of process: gunicorn (`config.wsgi`), `celery beat`, and the two workers of `config/settings/celery.py`, of
which the second, the crop reader, needs about 350 MB and answers to an analyst who waits.
"""

from config import env
from config.settings.base import *  # noqa: F403

SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
BASE_URL = env.text("BASE_URL").rstrip("/")
DATABASES = {"default": env.database("DATABASE_URL")}
CELERY_BROKER_URL = env.text("BROKER_URL")
CACHES["default"]["LOCATION"] = env.text("CACHE_URL")  # noqa: F405
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")

STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedManifestStaticFilesStorage"  # noqa: F405

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-chiptrail_session"
CSRF_COOKIE_NAME = "__Host-chiptrail_csrf"
REQUIRE_SECOND_FACTOR = env.boolean("REQUIRE_SECOND_FACTOR", default=True)
ROWS_GUARDED = True
SECURE_SSL_REDIRECT = env.boolean("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
if env.boolean("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
