from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from accreditation.views import certificates, coverage, record

app_name = "record"
urlpatterns = [
    path("", record.record, name="record"),
    path("entries/<int:seq>/", record.entry, name="entry"),
    path("topics/<slug:topic>/", coverage.topic, name="topic"),
    path("time/<str:enrollment>/<str:lesson>/", record.time, name="time"),
    path("revisions/<public_id:public_id>/", record.revision, name="revision"),
    path("certificates/", certificates.mine, name="certificates"),
    path("certificates/<slug:number>/about/", certificates.about, name="about_certificate"),
    path("certificates/<slug:number>/credential.json", certificates.credential, name="credential"),
    path("certificates/<slug:number>/share/", certificates.share, name="share_credential"),
    path("certificates/<slug:number>/entries/", certificates.foundations, name="foundations"),
    path("certificates/<slug:number>/", certificates.download, name="certificate"),
]
