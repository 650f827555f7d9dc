"""Supervised practice: the student's log, the coordinator's side, and the page that an attorney's link opens."""

from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…> and <token:…>
from accreditation.queries.practice import PURPOSE
from accreditation.views import case_rounds, practice_confirm, practice_log, supervision
from lms.people.views.mailed_links import arrive

log_patterns = [
    path("", practice_log.log, name="log"),
    path("matters/<slug:code>/", practice_log.matter, name="matter"),
    path("matters/<slug:code>/reach/", practice_log.reach, name="reach"),
    path("matters/<slug:code>/write/", practice_log.write, name="write"),
    path("rounds/<public_id:session>/", case_rounds.agenda, name="round"),
    path("entries/<public_id:entry>/", practice_log.entry, name="entry"),
    path("entries/<public_id:entry>/edit/", practice_log.edit, name="edit"),
    path("entries/<public_id:entry>/send/", practice_log.send, name="send"),
    path("entries/<public_id:entry>/drop/", practice_log.drop, name="drop"),
    path("entries/<public_id:entry>/say/", practice_log.say, name="say"),
]
supervision_patterns = [
    path("", supervision.board, name="board"),
    path("attorneys/", supervision.attorneys, name="attorneys"),
    path("attorneys/new/", supervision.new_attorney, name="new_attorney"),
    path("attorneys/<public_id:attorney>/", supervision.change_attorney, name="change_attorney"),
    path("attorneys/<public_id:attorney>/remind/", supervision.remind, name="remind"),
    path("attorneys/<public_id:attorney>/revoke/", supervision.revoke, name="revoke"),
    path("proposals/<public_id:proposal>/", supervision.decide, name="decide"),
    path("matters/new/", supervision.new_matter, name="new_matter"),
    path("matters/<slug:code>/", supervision.matter, name="matter"),
    path("matters/<slug:code>/assign/", supervision.assign, name="assign"),
    path("matters/<slug:code>/close/", supervision.close, name="close"),
    path("rounds/", case_rounds.rounds, name="rounds"),
    path("rounds/<public_id:session>/", case_rounds.round_page, name="round"),
    path("places/<int:place>/end/", supervision.end, name="end_place"),
    path("entries/<public_id:entry>/", supervision.entry, name="entry"),
    path("entries/<public_id:entry>/say/", supervision.say, name="say"),
]
confirm_patterns = [
    path("", practice_confirm.pile, name="pile"),
    path("entries/<public_id:entry>/", practice_confirm.entry, name="entry"),
    path("checkpoints/<public_id:point>/", practice_confirm.feedback, name="feedback"),
    path("<token:token>/", arrive, {"purpose": PURPOSE}, name="arrive"),
]
