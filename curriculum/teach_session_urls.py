from django.urls import path

from curriculum.views import planning, presenting, rosters, sheets

app_name = "teaching"
urlpatterns = [
    path("", planning.sessions, name="sessions"),
    path("cohorts/<slug:cohort>/new/", planning.new_session, name="new"),
    path("cohorts/<slug:cohort>/series/", planning.series, name="series"),
    path("make-ups/<str:make_up>/", sheets.decide, name="decide_make_up"),
    path("<str:session>/", sheets.sheet, name="sheet"),
    path("<str:session>/rows/", sheets.rows, name="rows"),
    path("<str:session>/edit/", planning.edit_session, name="edit"),
    path("<str:session>/cancel/", planning.cancel, name="cancel"),
    path("<str:session>/present/", presenting.present, name="present"),
    path("<str:session>/present/stage/", presenting.stage, name="stage"),
    path("<str:session>/roster/", rosters.roster, name="roster"),
    path("<str:session>/stayed/", sheets.stayed, name="stayed"),
    path("<str:session>/confirm/", sheets.confirm, name="confirm"),
    path("<str:session>/<str:enrollment>/mark/", sheets.mark, name="mark"),
    path("<str:session>/<str:enrollment>/adjust/", sheets.adjust, name="adjust"),
    path("<str:session>/<str:enrollment>/make-up/", sheets.make_up, name="make_up"),
]
