"""All addresses below /api/. What is none of them answers in the API's shape too."""

from django.urls import include, path, re_path

from api.documentation import Documentation, Schema
from api.views import NothingHere

app_name = "api"

urlpatterns = [
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Documentation.as_view(), name="docs"),
    path("v1/field/", include("api.v1.field.urls")),
    path("v1/analyst/", include("api.v1.analyst.urls")),
    path("v1/manufacturer/", include("api.v1.manufacturer.urls")),
    re_path(r"^.*$", NothingHere.as_view(), name="nothing"),
]
