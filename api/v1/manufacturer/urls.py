"""Addresses below /api/v1/manufacturer/."""

from django.urls import path

from api.v1.manufacturer import acts, answer_sales, answers, exports, feed, overlap, requests, views

app_name = "manufacturer"

urlpatterns = [
    path("findings/", views.FindingList.as_view(), name="findings"),
    path("findings/count/", views.FindingCount.as_view(), name="finding-count"),
    path("findings.csv", views.FindingsAsCsv.as_view(), name="findings-csv"),
    path("findings.xlsx", views.FindingsAsWorkbook.as_view(), name="findings-xlsx"),
    path("findings.json", views.FindingsAsJson.as_view(), name="findings-json"),
    path("findings/<uuid:finding_id>/", views.FindingDetail.as_view(), name="finding"),
    path("findings/<uuid:finding_id>/picture/", views.FindingPicture.as_view(), name="finding-picture"),
    path("acts/", acts.ActList.as_view(), name="acts"),
    path("acts.csv", acts.ActTable.as_view(), name="acts-csv"),
    path("exports/", exports.ExportList.as_view(), name="exports"),
    path("exports/<uuid:export_id>/", exports.ExportDetail.as_view(), name="export"),
    path("exports/<uuid:export_id>/file/", exports.ExportFile.as_view(), name="export-file"),
    path("feed/", feed.Feed.as_view(), name="feed"),
    path("overlap/", overlap.OverlapRuns.as_view(), name="overlap"),
    path("overlap/<uuid:run_id>/evaluate/", overlap.OverlapEvaluation.as_view(), name="overlap-evaluate"),
    path("overlap/<uuid:run_id>/finish/", overlap.OverlapEnd.as_view(), name="overlap-finish"),
    path("overlap/<uuid:run_id>/release/", overlap.OverlapRelease.as_view(), name="overlap-release"),
    path("requests/", requests.RequestList.as_view(), name="requests"),
    path("requests/<uuid:request_id>/", requests.RequestDetail.as_view(), name="request"),
    path("requests/<uuid:request_id>/acknowledge/", requests.RequestAcknowledgement.as_view(), name="acknowledge"),
    path("requests/<uuid:request_id>/ask/", requests.RequestQuestion.as_view(), name="ask"),
    path("requests/<uuid:request_id>/extend/", requests.RequestExtension.as_view(), name="extend"),
    path("requests/<uuid:request_id>/decline/", requests.RequestDecline.as_view(), name="decline"),
    path("wordings/<uuid:wording_id>/reply/", requests.WordingAnswer.as_view(), name="wording-reply"),
    path("requests/<uuid:request_id>/answers/", answers.AnswerList.as_view(), name="answers"),
    path("requests/<uuid:request_id>/answers.csv", answers.RequestAnswerTables.as_view(), name="request-answers-csv"),
    path("answers.csv", answers.AnswerTables.as_view(), name="answers-csv"),
    path("answers/tables/<uuid:file_id>/", answers.AnswerTable.as_view(), name="answer-table"),
    path("answers/<uuid:answer_id>/sales/", answer_sales.AnswerSales.as_view(), name="answer-sales"),
    path("answers/<uuid:answer_id>/withdraw/", answers.AnswerWithdrawal.as_view(), name="withdraw-answer"),
]
