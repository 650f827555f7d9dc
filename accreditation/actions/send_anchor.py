"""Keeping the newest anchor where this database cannot reach it: in a folder of its own, and in officers' letters."""

from accreditation.ledger.anchor_files import as_text, keep
from accreditation.models import Anchor, SponsoringOrganization
from lms.core.failpoints import failpoint
from lms.notices.api import notify
from lms.people.api import User, holders_of

KIND = "accreditation.anchor"


def send_anchor(anchor: Anchor) -> int:
    """Keep ``anchor`` as a file and send it to the officers of every organization, each once; how many they are."""
    keep(anchor)
    failpoint("anchor.kept")
    officers = _officers()
    for officer in officers:
        notify(
            officer, KIND, subject_line=f"Anchor {anchor.number} of the ledger", url="", key=f"anchor:{anchor.number}",
            text=(
                "Please keep this letter as it is. It proves, without trusting the platform, what the record of hours said at this moment: "
                f"{anchor.entries} entries of {anchor.students} students.\n\n{as_text(anchor)}"
            ),
        )  # fmt: skip
    return len(officers)


def _officers() -> list[User]:
    campuses = {pk for pk in SponsoringOrganization.objects.values_list("campuses", flat=True) if pk is not None}
    people = {person.pk: person for campus in campuses for person in holders_of(campus, "officer")}
    return [people[pk] for pk in sorted(people)]
