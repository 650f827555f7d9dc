"""The clock of applications, once a day and harmless to repeat."""

from accreditation.actions.advance_applications import advance_applications
from accreditation.actions.remind_deadlines import remind_deadlines


def keep_clocks() -> None:
    """First what the calendar has changed, then who is reminded of what is left."""
    advance_applications()
    remind_deadlines()
