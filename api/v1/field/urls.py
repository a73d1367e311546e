"""Addresses below /api/v1/field/."""

from django.urls import path

from api.v1.field import devices, sending, views
from api.v1.field.tus.views import Upload, UploadList
from api.v1.field.upload import PhotoList

app_name = "field"

urlpatterns = [
    path("weapon-models/", views.WeaponModelList.as_view(), name="weapon-models"),
    path("teardowns/", views.TeardownList.as_view(), name="teardowns"),
    path("devices/", devices.DeviceList.as_view(), name="devices"),
    path("sync/", devices.SyncDoor.as_view(), name="sync"),
    path("teardowns/<uuid:teardown_id>/", sending.PhoneTeardown.as_view(), name="teardown"),
    path("previews/", sending.PreviewList.as_view(), name="previews"),
    path("exhibits/<uuid:exhibit_id>/", sending.Exhibit.as_view(), name="exhibit"),
    path("handovers/<uuid:handover_id>/", sending.HandOver.as_view(), name="handover"),
    path("codes/<uuid:code_id>/", sending.LabelCode.as_view(), name="code"),
    path("teardowns/<uuid:teardown_id>/assemblies/", views.AssemblyList.as_view(), name="assemblies"),
    path("teardowns/<uuid:teardown_id>/photos/", PhotoList.as_view(), name="photos"),
    path("uploads/", UploadList.as_view(), name="uploads"),
    path("uploads/<uuid:upload_id>/", Upload.as_view(), name="upload"),
    path("assemblies/<uuid:assembly_id>/", views.AssemblyDetail.as_view(), name="assembly"),
    path("photos/<uuid:photo_id>/", views.PhotoDetail.as_view(), name="photo"),
]
