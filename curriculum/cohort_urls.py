from django.urls import path

from curriculum.views import calendar, enrollments, links, places, plan

app_name = "enrollments"
urlpatterns = [
    path("new/", enrollments.new_cohort, name="new_cohort"),
    path("<slug:cohort>/enrollments/", enrollments.enrollments, name="list"),
    path("<slug:cohort>/enrollments/file/", enrollments.from_file, name="from_file"),
    path("<slug:cohort>/places/", places.capacity, name="capacity"),
    path("<slug:cohort>/links/", links.links, name="links"),
    path("<slug:cohort>/calendar/", calendar.of_cohort, name="calendar"),
    path("<slug:cohort>/calendar/feed/", calendar.change_cohort_feed, name="change_feed"),
    path("<slug:cohort>/plan/", plan.plan, name="plan"),
    path("<slug:cohort>/plan/spread/", plan.spread, name="spread"),
    path("<slug:cohort>/walk/", plan.begin, name="walk"),
    path("<slug:cohort>/close/", enrollments.close, name="close"),
    path("links/<str:link>/end/", links.revoke, name="revoke_link"),
    path("waiting/<str:waiting>/leave/", places.leave_line, name="leave_line"),
    path("holidays/<slug:campus>/", plan.holidays, name="holidays"),
    path("extensions/<str:extension>/end/", places.stop_extension, name="stop_extension"),
    path("make-up/<str:make_up>/end/", places.stop_make_up, name="stop_make_up"),
    path("enrollments/<str:enrollment>/", places.place, name="place"),
    path("enrollments/<str:enrollment>/withdraw/", enrollments.withdraw, name="withdraw"),
    path("enrollments/<str:enrollment>/readmit/", enrollments.readmit, name="readmit"),
]
