"""The steps of the set-up as people see them."""

from dataclasses import dataclass

from django.urls import reverse

from lms.people.api import SETUP_STEPS, SetupStep


@dataclass(frozen=True)
class Step:
    """``key`` is the step’s name in the database and of its route; ``made`` what it made, empty while it is not done."""

    key: str
    title: str
    number: int
    made: str
    is_done: bool

    @property
    def url(self) -> str:
        return reverse(f"setup:{self.key}")


TITLES = {"organization": "Organization", "campus": "First campus", "people": "First people", "curriculum": "Curriculum"}


def steps_shown(done: dict[str, SetupStep], *, loading: bool = False) -> list[Step]:
    """All steps in order; while the curriculum is ``loading``, its step was chosen and is not done."""
    made = {key: step.words for key, step in done.items() if not (loading and key == "curriculum")}
    return [Step(key, TITLES[key], number, made.get(key, ""), key in made) for number, key in enumerate(SETUP_STEPS, start=1)]


def next_step(done: dict[str, SetupStep]) -> str:
    """The key of the first step that is not done; empty when all are."""
    return next((key for key in SETUP_STEPS if key not in done), "")


def next_items(done: dict[str, SetupStep]) -> list[dict[str, str]]:
    """What to do once the set-up is done, for ``components/steps.html``."""
    sponsor = reverse("organizations:organization", args=[done["organization"].subject])
    return [
        {"title": "Invite people", "url": reverse("people:invite"), "text": "Instructors, coordinators, supervising attorneys and the authorized officer."},
        {"title": f"Complete {done['organization'].words}", "url": sponsor, "text": "Its recognition, authorized officer, offices and support."},
        {
            "title": "Compare the form", "url": reverse("organizations:form"),
            "text": "An officer compares the questions of Form EOIR-31A with the edition in force. Packets to file wait for it.",
        },
        {
            "title": "Open a cohort", "url": reverse("enrollments:new_cohort"),
            "text": f"Its program, its first and last day at {done['campus'].words}. Then enroll students.",
        },
        {"title": "Look after the installation", "url": reverse("site:operations"), "text": "Backups, mail and background work: what is wrong says so."},
    ]  # fmt: skip
