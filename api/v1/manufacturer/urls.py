"""Addresses below /api/v1/manufacturer/."""

from django.urls import path

from api.v1.manufacturer import views

app_name = "manufacturer"

urlpatterns = [
    path("findings/", views.FindingList.as_view(), name="findings"),
    path("findings/<uuid:finding_id>/", views.FindingDetail.as_view(), name="finding"),
    path("findings/<uuid:finding_id>/picture/", views.FindingPicture.as_view(), name="finding-picture"),
]
