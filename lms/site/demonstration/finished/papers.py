"""Papers that people would hand in on a request: one page each, plainly made for the demonstration, and signed by nobody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from django.core.files.base import File

from lms.core.typesetting import typeset
from lms.core.wording import day


@dataclass(frozen=True)
class Paper:
    """``source`` stands below the title, ``writer`` and ``role`` at the end. In texts, ``{name}`` is the student."""

    title: str
    source: str
    writer: str
    role: str
    paragraphs: tuple[str, ...]

    def as_file(self, dated: date, name: str) -> File:
        """The page as somebody would choose it on their computer."""
        facts: dict[str, Any] = {
            "title": self.title, "from": self.source, "date": day(dated), "writer": self.writer.format(name=name), "role": self.role,
            "paragraphs": [text.format(name=name) for text in self.paragraphs],
        }  # fmt: skip
        data = typeset("demonstration_paper", facts, at=datetime.combine(dated, time(12), tzinfo=UTC))
        return File(BytesIO(data), name=f"{self.title}.pdf")


HOUSE = "Lantern House, Providence, Rhode Island"
ATTORNEY = ("Adaeze Okafor", "Supervising attorney, Lantern House")
PROFESSOR = ("Helena Brandt", "Professor of political science, North Campus")
NEIGHBOR = ("Walter Osei", "Director of the neighborhood library")

RESUME = Paper(
    "Resume", "Brought up to date for the request", "{name}", "Volunteer, Lantern House", (
        "Education. North Campus, bachelor of arts in political science, expected in May 2028.",
        "Training. Law & Immigration Training, North Campus, spring 2026: see the list of trainings and the certificate.",
        "Experience. Volunteer at Lantern House since February 2025: intake, interviews with an interpreter, country research, indexes of evidence, all "
        "under the supervision of an attorney.",
        "Languages. English, Spanish.",
    ),
)  # fmt: skip
FROM_ATTORNEY = Paper(
    "Letter of recommendation", HOUSE, *ATTORNEY, (
        "I have supervised {name} at Lantern House since February 2025, some six hours a week.",
        "{name} prepares interviews with care, finds the rule and its source, and says “I do not know” when that is so. In the past year the drafts of "
        "indexes and declarations that I was given needed few changes. {name} brings every question of law to me before anything is said to a client.",
        "I recommend {name} for partial accreditation (8 CFR 1292.12(c)).",
    ),
)  # fmt: skip
FROM_PROFESSOR = Paper(
    "Letter of recommendation", "North Campus, Department of Political Science", *PROFESSOR, (
        "{name} was in two of my seminars, on refugee law and on the courts, and wrote the best paper of the year on the one-year deadline for asylum.",
        "What I value most is accuracy: {name} reads the decision and not the headnote. I have known {name} for three years.",
    ),
)  # fmt: skip
CHARACTER = Paper(
    "Letter on character", "Neighborhood library", *NEIGHBOR, (
        "{name} has run our homework table for two years. I have trusted {name} with keys, with money and with children, and was right each time.",
    ),
)  # fmt: skip
ROLE = Paper(
    "Letter on the volunteer role", HOUSE, "Odile Renner", "Director, Lantern House", (
        "{name} is a volunteer of Lantern House, ten hours a week, supervised by Adaeze Okafor, attorney.",
        "Once accredited, {name} will prepare and file applications before USCIS, and will accompany clients to interviews there.",
    ),
)  # fmt: skip
RECOGNITION = Paper(
    "Notice of recognition", "A stand-in for the notice of EOIR", "No signature", "A demonstration holds no government paper", (
        "In a real packet, the notice by which EOIR recognized the organization lies here. This page takes its place in the demonstration.",
    ),
)  # fmt: skip
SUPPORT = Paper(
    "Letter on technical legal support", HOUSE, *ATTORNEY, (
        "I am on the staff of Lantern House and answer the questions of its representatives in all areas of immigration law, within two working days and on "
        "the same day where a deadline is near. Removal defense and appeals are referred to the partners on our list.",
    ),
)  # fmt: skip
LAST_APPROVAL = Paper(
    "Notice of accreditation", "A stand-in for the notice of EOIR", "No signature", "A demonstration holds no government paper", (
        "In a real packet, the notice of the last approval lies here. This page takes its place in the demonstration.",
    ),
)  # fmt: skip


def workshop(title: str, minutes: int) -> Paper:
    """A certificate of a training elsewhere."""
    return Paper(
        "Certificate of attendance", "Ocean State Immigration Forum (invented)", "Carla Menezes", "Coordinator of the forum", (
            "{name}" f" attended “{title}”, {minutes} minutes, given live by video.",
        ),
    )  # fmt: skip
