"""Addresses below /api/v1/field/."""

from django.urls import path

from api.v1.field import views
from api.v1.field.upload import PhotoList

app_name = "field"

urlpatterns = [
    path("weapon-models/", views.WeaponModelList.as_view(), name="weapon-models"),
    path("teardowns/", views.TeardownList.as_view(), name="teardowns"),
    path("teardowns/<uuid:teardown_id>/", views.TeardownDetail.as_view(), name="teardown"),
    path("teardowns/<uuid:teardown_id>/assemblies/", views.AssemblyList.as_view(), name="assemblies"),
    path("teardowns/<uuid:teardown_id>/photos/", PhotoList.as_view(), name="photos"),
    path("assemblies/<uuid:assembly_id>/", views.AssemblyDetail.as_view(), name="assembly"),
    path("photos/<uuid:photo_id>/", views.PhotoDetail.as_view(), name="photo"),
]
