"""Asking outside services about parts: off until the operator gives a key of their own. Core work needs no network."""

from django.core.exceptions import ImproperlyConfigured

from config import env

# An application with the scope "supply" at portal.nexar.com.
NEXAR_CLIENT_ID = env.text("NEXAR_CLIENT_ID", "")
NEXAR_CLIENT_SECRET = env.text("NEXAR_CLIENT_SECRET", "")
NEXAR_TOKEN_URL = env.endpoint("NEXAR_TOKEN_URL", "https://identity.nexar.com/connect/token")
NEXAR_API_URL = env.endpoint("NEXAR_API_URL", "https://api.nexar.com/graphql")

# What is forgotten is swept every hour: 23 hours keep within the 24 that Nexar's terms are said to allow.
PART_SEARCH_KEEP_HOURS = env.integer("PART_SEARCH_KEEP_HOURS", 23)

if bool(NEXAR_CLIENT_ID) != bool(NEXAR_CLIENT_SECRET):
    raise ImproperlyConfigured("CHIPTRAIL_NEXAR_CLIENT_ID and CHIPTRAIL_NEXAR_CLIENT_SECRET go together.")
