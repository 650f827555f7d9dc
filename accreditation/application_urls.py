from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from accreditation.views import application_answers, application_packets, application_review, applications, my_application

mine_patterns = [
    path("", my_application.mine, name="mine"),
    path("<public_id:application>/withdraw/", my_application.withdraw, name="withdraw"),
    path("<public_id:application>/packets/", application_packets.my_packets, name="packets"),
    path("<public_id:application>/graduation/", my_application.graduation, name="graduation"),
]
app_name = "applications"
urlpatterns = [
    path("applications/", applications.listing, name="list"),
    path("applications/renewals/", applications.renewals, name="renewals"),
    path("applications/deadlines/", applications.deadlines, name="deadlines"),
    path("applications/<public_id:application>/", applications.application, name="application"),
    path("applications/<public_id:application>/steps/<slug:move>/", applications.move, name="move"),
    path("applications/<public_id:application>/review/", application_review.review, name="review"),
    path("applications/<public_id:application>/answers/", application_answers.answers, name="answers"),
    path("applications/<public_id:application>/packets/", application_packets.packets, name="packets"),
    path("applications/<public_id:application>/role/", applications.role, name="role"),
    path("applications/<public_id:application>/left/", applications.left, name="left"),
    path("people/<public_id:enrollment>/application/", applications.new, name="new"),
    path("people/<public_id:enrollment>/accreditation/", applications.earlier, name="earlier"),
]
