from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from accreditation.views import adjustments, batches, hours_disputes, ledger_alarms, outside

app_name = "hours"
urlpatterns = [
    path("record/outside/", outside.mine, name="my_outside"),
    path("record/outside/<public_id:public_id>/", outside.training, name="outside"),
    path("record/outside/<public_id:public_id>/again/", outside.again, name="outside_again"),
    path("record/outside/<public_id:public_id>/withdraw/", outside.withdraw, name="outside_withdraw"),
    path("record/places/<public_id:enrollment>/outside/", outside.new, name="outside_new"),
    path("record/places/<public_id:enrollment>/question/", hours_disputes.about_day, name="ask_about_day"),
    path("record/entries/<int:seq>/question/", hours_disputes.about_entry, name="ask_about_entry"),
    path("record/questions/", hours_disputes.mine, name="my_disputes"),
    path("record/questions/<public_id:public_id>/", hours_disputes.thread, name="dispute"),
    path("cohorts/questions/", hours_disputes.waiting, name="disputes"),
    path("cohorts/questions/<public_id:public_id>/settle/", hours_disputes.settle, name="dispute_settle"),
    path("cohorts/ledger/alarms/", ledger_alarms.alarms, name="alarms"),
    path("cohorts/approvals/outside/<public_id:public_id>/", outside.decide, name="decide_outside"),
    path("cohorts/approvals/adjustments/<public_id:public_id>/", adjustments.decide, name="decide_adjustment"),
    path("cohorts/approvals/batches/<public_id:public_id>/", batches.decide, name="decide_batch"),
    path("cohorts/people/<public_id:enrollment>/adjust/", adjustments.adjust, name="adjust"),
    path("cohorts/adjustments/<public_id:public_id>/withdraw/", adjustments.withdraw, name="adjustment_withdraw"),
    path("cohorts/batches/<public_id:public_id>/", batches.batch, name="batch"),
    path("cohorts/batches/<public_id:public_id>/reverse/", batches.take_back, name="batch_reverse"),
    path("cohorts/batches/<public_id:public_id>/withdraw/", batches.withdraw, name="batch_withdraw"),
    path("cohorts/<slug:cohort>/hours/", batches.of_cohort, name="batches"),
    path("cohorts/<slug:cohort>/hours/outage/", batches.outage, name="outage"),
    path("cohorts/<slug:cohort>/hours/paper/", batches.paper, name="paper"),
]
