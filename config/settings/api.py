"""The machines' door: Django REST framework and its OpenAPI schema."""

from config import env

REST_FRAMEWORK = {
    # Nobody can dodge the limits for strangers by inventing an X-Forwarded-For.
    "NUM_PROXIES": env.integer("TRUSTED_PROXY_COUNT", 0),
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.problem_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Chiptrail API",
    "DESCRIPTION": "Teardown bill-of-materials provenance: upload evidence, read results, ask for findings.",
    "VERSION": "1",
    "LICENSE": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v[0-9]+",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_REQUEST": True,
    # Fields of one name with different choices: a name for each set.
    "ENUM_NAME_OVERRIDES": {
        "ComponentState": "teardowns.models.ComponentState",
        "CorrectionKind": "provenance.models.CorrectionKind",
        "JobState": "jobs.models.JobState",
        "JudgementStanding": "teardowns.models.Standing",
        "NameVerdict": "provenance.models.NameVerdict",
        "PhotoState": "teardowns.models.PhotoState",
        "ReplyKind": ["agreed", "correction", "statement"],
        "TraceState": "provenance.models.TraceState",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
