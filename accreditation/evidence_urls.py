from django.urls import path

from accreditation.views.documents import mine, organizations, people, queue, retention

record_patterns = [
    path("", mine.mine, name="list"),
    path("add/<slug:kind>/", mine.add, name="add"),
    path("<str:document>/", mine.document, name="document"),
    path("<str:document>/replace/", mine.replace, name="replace"),
    path("<str:document>/withdraw/", mine.withdraw, name="withdraw"),
]
cohort_patterns = [
    path("", queue.queue, name="queue"),
    path("verify/", queue.verify_several, name="verify_several"),
    path("retention/", retention.retention, name="retention"),
    path("holds/<str:hold>/end/", retention.end, name="end_hold"),
    path("people/<str:enrollment>/", people.person, name="person"),
    path("people/<str:enrollment>/ask/", people.ask, name="ask"),
    path("people/<str:enrollment>/hold/", people.hold, name="hold"),
    path("people/<str:enrollment>/add/<slug:kind>/", people.add, name="add"),
    path("organizations/<str:organization>/", organizations.organization, name="organization"),
    path("organizations/<str:organization>/hold/", organizations.hold, name="hold_organization"),
    path("organizations/<str:organization>/time/", organizations.set_time, name="set_time"),
    path("organizations/<str:organization>/add/<slug:kind>/", organizations.add, name="add_for_organization"),
    path("<str:document>/", queue.document, name="document"),
    path("<str:document>/decide/", queue.decide, name="decide"),
    path("<str:document>/withdraw/", queue.withdraw, name="withdraw"),
]
