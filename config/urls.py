"""The root of all addresses."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("accounts.urls")),
    path("api/", include("api.urls")),
    path("", include("web.urls")),
]
