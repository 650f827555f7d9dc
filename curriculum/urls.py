from django.urls import path

import lms.core.converters  # noqa: F401  registers <token:…>
from curriculum.views import attestations, calendar, checks, links, materials, offline, plan, study

app_name = "study"
urlpatterns = [
    path("beats/", study.beats, name="beats"),
    path("complete/", study.complete, name="complete"),
    path("seen/", study.seen, name="seen"),
    path("place/", study.place, name="place"),
    path("offline/<str:lesson>/", offline.save_for_offline, name="offline"),
    path("token/<str:enrollment>/<str:lesson>/", study.token, name="token"),
    path("attest/<str:enrollment>/<str:lesson>/", attestations.attest, name="attest"),
    path("checks/<str:snapshot>/<slug:check>/", checks.answer, name="check"),
]
calendar_patterns = [
    path("", calendar.mine, name="mine"),
    path("feed/", calendar.change_feed, name="change_feed"),
    path("<token:token>.ics", calendar.feed, name="feed"),
]
join_patterns = [
    path("", links.follow, name="follow"),
    path("<token:token>/", links.open_link, name="open"),
]
walk_patterns = [path("end/", plan.end, name="end")]
material_patterns = [
    path("", materials.material_list, name="list"),
    path("<str:program>/<slug:material>/", materials.material, name="material"),
]
