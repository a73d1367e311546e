"""The embedded settings with Django's error pages, for work on Chiptrail itself."""

from config.settings.embedded import *  # noqa: F403

DEBUG = True
WHITENOISE_AUTOREFRESH = True
