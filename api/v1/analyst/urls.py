"""Addresses below /api/v1/analyst/."""

from django.urls import path

from api.v1.analyst.views import (
    corrections,
    evidence,
    joining,
    judging,
    keeping,
    part_search,
    regions,
    resolving,
    tracing,
)

app_name = "analyst"

urlpatterns = [
    path("teardowns/", evidence.TeardownList.as_view(), name="teardowns"),
    path("teardowns/<uuid:teardown_id>/", evidence.TeardownDetail.as_view(), name="teardown"),
    path("teardowns/<uuid:teardown_id>/photos/", evidence.PhotoList.as_view(), name="photos"),
    path("photos/<uuid:photo_id>/", evidence.PhotoDetail.as_view(), name="photo"),
    path("photos/<uuid:photo_id>/pictures/<slug:kind>/", evidence.PhotoPicture.as_view(), name="photo-picture"),
    path("photos/<uuid:photo_id>/regions/", regions.Regions.as_view(), name="regions"),
    path("regions/<uuid:region_id>/", regions.RegionDetail.as_view(), name="region"),
    path("markings/<uuid:marking_id>/picture/", evidence.MarkingPicture.as_view(), name="marking-picture"),
    path("markings/<uuid:marking_id>/readings/", judging.Readings.as_view(), name="readings"),
    path("components/", evidence.ComponentList.as_view(), name="components"),
    path("components/<uuid:component_id>/", judging.ComponentDetail.as_view(), name="component"),
    path("components/<uuid:component_id>/identifications/", judging.Identifications.as_view(), name="identifications"),
    path("components/<uuid:component_id>/joins/", joining.Joins.as_view(), name="joins"),
    path("components/<uuid:component_id>/partings/", joining.Partings.as_view(), name="partings"),
    path("queue/", judging.Queue.as_view(), name="queue"),
    path("parts/search/", part_search.PartSearch.as_view(), name="part-search"),
    path("parts/<slug:manufacturer>/<path:number>/", tracing.PartDetail.as_view(), name="part"),
    path("resolve/", resolving.Resolve.as_view(), name="resolve"),
    path("resolve/<uuid:list_id>/", resolving.ListDetail.as_view(), name="resolve-list"),
    path("resolve/<uuid:list_id>/rows/", resolving.ListRows.as_view(), name="resolve-rows"),
    path("corrections/", corrections.Corrections.as_view(), name="corrections"),
    path("corrections/<uuid:correction_id>/withdrawal/", corrections.Withdrawals.as_view(), name="withdrawal"),
    path("traces/", tracing.TraceList.as_view(), name="traces"),
    path("traces/<uuid:trace_id>/", tracing.TraceDetail.as_view(), name="trace"),
    path("jobs/", keeping.JobList.as_view(), name="jobs"),
    path("jobs/<uuid:job_id>/", keeping.JobDetail.as_view(), name="job"),
    path("jobs/<uuid:job_id>/run-again/", keeping.RunAgain.as_view(), name="run-again"),
    path("ledger/<slug:subject_type>/<slug:subject_id>/", keeping.History.as_view(), name="history"),
]
