"""Case rounds: events, and what they add to the page of a live session."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accreditation.queries.case_rounds import items_of, room_of
from curriculum.api import SessionPart, session_parts
from lms.audit.api import register_event_kind

register_event_kind("accreditation.case_round_kept", "{actor} set up a case round with {codes}")
register_event_kind("accreditation.case_round_dropped", "{actor} said that a session is no case round")
register_event_kind("accreditation.case_presented", "{actor} noted what they presented of matter {code}")


def round_of_session(viewer: Any, session: Any) -> SessionPart | None:
    """The agenda by codes and who leads; a door to the round for whoever may, or to make it one for whoever looks after practice."""
    room = room_of(session)
    if room.round is None:
        if session.is_cancelled or not viewer.has_perm("accreditation.keep_case_round", room):
            return None
        return SessionPart(_("Case round"), (_("This session is no case round."),), reverse("supervision:round", args=[session.public_id]), _("Make it one"))
    codes = ", ".join(item.code for item in items_of(room, student=""))
    sentences = [_("Matters on the agenda: %(codes)s.") % {"codes": codes}]
    sentences += [_("Led by %(name)s.") % {"name": room.leader}] if room.leader else []
    if viewer.has_perm("accreditation.attend_case_round", room):
        return SessionPart(_("Case round"), tuple(sentences), reverse("matters:round", args=[session.public_id]), _("Agenda and my notes"))
    if viewer.has_perm("accreditation.see_case_round", room):
        return SessionPart(_("Case round"), tuple(sentences), reverse("supervision:round", args=[session.public_id]), _("Agenda and notes"))
    return SessionPart(_("Case round"), tuple(sentences))


session_parts.register("accreditation.case_rounds", round_of_session)
