"""A candidate with everything a first request for partial accreditation asks for, and the people who keep it.

room = PacketRoom(place)                 # an open application, documents handed in and verified
room.reviewed()                          # with the officer, marked ready
room.signed_and_served()                 # the form and the proof of service, verified
packet = room.built("final"); room.filed(packet)
"""

from datetime import date
from typing import Any

from django.test import Client

from accreditation.actions.answer_form import answer_form
from accreditation.actions.appoint_officer import appoint_officer
from accreditation.actions.build_application_packet import build_application_packet
from accreditation.actions.confirm_recipient import confirm_recipient
from accreditation.actions.decide_evidence import verify_evidence
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.move_application import move_application
from accreditation.actions.put_recipient import put_recipient
from accreditation.actions.put_support import put_support
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Application, Evidence, FormEdition, Packet
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories import uploads as make
from tests.factories.applications import PROOF, opened, recognized_organization, reviewed
from tests.factories.certificates import may_issue, ready
from tests.factories.course import member, signed_in
from tests.factories.evidence import answers, owner_of, owner_of_organization, paper
from tests.factories.filing_answers import said
from tests.factories.form_editions import compared

RECENT = date(2026, 11, 1)
SUPPORT = {
    "kind": "pro_bono_attorney", "name": "Tessa Lind", "bar_state": "MA", "bar_number": "12345", "agreed_on": date(2026, 1, 5), "ends_on": None,
    "scope": "All of immigration law",
}  # fmt: skip


class PacketRoom:
    """Emil coordinates, Olga is the officer, Cora is another coordinator. ``today`` is the day on the campus."""

    def __init__(
        self, place: Enrollment, *, today: date, by: dict[str, Any] | None = None, scheme: str = "doj-partial-initial", is_trained: bool = False
    ) -> None:
        self.place, self.campus, self.today = place, place.cohort.campus, today
        people = by or {name: member(f"{name}@north.example", role, self.campus) for name, role in (
            ("emil", "coordinator"), ("cora", "coordinator"), ("olga", "officer"))}  # fmt: skip
        self.people = people
        self.emil, self.cora, self.olga = people["emil"], people["cora"], people["olga"]
        self.organization = self._organization()
        self.application: Application = opened(place, self.organization, by=self.emil, scheme=scheme)
        if not is_trained:
            self._trained()
        self._answered()
        self.documents: dict[str, Evidence] = {}
        self._documents()

    def _organization(self) -> Any:
        from accreditation.models import SponsoringOrganization

        there = SponsoringOrganization.objects.filter(campuses=self.campus).first()
        if there is not None:
            return there
        organization = recognized_organization(self.campus, by=self.olga)
        appoint_officer(
            organization=organization, name="Olga Reyes", title="Director", appointed_on=date(2026, 1, 5), person=self.olga.public_id, by=self.olga,
            today=self.today,
        )  # fmt: skip
        put_support(organization=organization, facts=SUPPORT, by=self.olga, today=self.today)
        for edition in FormEdition.objects.all():
            compared(edition, by=self.olga, on=date(2026, 9, 1))
        for kind in ("recognition_notice", "technical_support_letter"):
            self._verified(kind, owner_of_organization(organization), by=self.emil)
        return organization

    def _trained(self) -> None:
        ready(self.place)
        may_issue(self.place)
        issue_certificate(enrollment=self.place, track=self.place.cohort.program.tracks.get().slug, by=self.emil)

    def _answered(self) -> None:
        answer_form(application=self.application, answers=said(), seen=0, by=self.emil)
        office = put_recipient(application=self.application, name="USCIS Boston", address="15 New Sudbury Street, Boston", zip_code="02108", by=self.emil)
        confirm_recipient(recipient=office, on=self.today, by=self.emil, today=self.today)

    def _documents(self) -> None:
        self.documents["resume"] = self.verified("resume")
        self.documents["letter"] = self.verified("recommendation_letter", writer="Rosa Diaz", dated=date(2026, 10, 2))
        photo = paper("Letter.jpg", make.photo(size=(600, 800)))
        self.documents["photo"] = self.verified("recommendation_letter", file=photo, writer="Paul Weir", dated=date(2026, 10, 1), also=["character_letter"])
        for kind in ("character_letter", "role_letter", "background_check"):
            self.documents[kind] = self.verified(kind)

    def verified(self, kind: str, *, file: Any = None, **typed: Any) -> Evidence:
        """A document of the student that Cora verified; what students may not hand in comes from Emil."""
        by = self.place.student if "student" in evidence_kinds.get(kind).added_by else self.emil
        return self._verified(kind, owner_of(self.place), by=by, file=file, **typed)

    def _verified(self, kind: str, owner: Any, *, by: Any, file: Any = None, **typed: Any) -> Evidence:
        sent = file or (paper() if evidence_kinds.get(kind).takes_file else None)
        facts = answers(kind, **({"dated": RECENT} | typed))
        made = submit_evidence(kind=kind, owner=owner, typed=facts, file=sent, by=by).evidence
        verify_evidence(evidence=made, by=self.cora)
        return made

    def browser(self, person: Any) -> Client:
        """A browser of somebody as the database has them now."""
        return signed_in(User.objects.get(pk=person.pk))

    def handed_over(self) -> None:
        """With the officer; again where it was returned."""
        if self.application.state != "ready_for_ao":
            if self.application.state == "sponsored":
                move_application(application=self.application, move="assemble", by=self.emil)
            move_application(application=self.application, move="check_done", by=self.emil)
            self.application.refresh_from_db()

    def reviewed(self) -> None:
        """Handed over, read by the officer and marked ready; again where it was changed."""
        self.handed_over()
        reviewed(self.application, officer=self.olga)

    def signed_and_served(self) -> None:
        self.verified("signed_form", signers=["representative", "officer"])
        self.verified("proof_of_service", recipient="USCIS Boston")

    def built(self, kind: str, key: str = "", *, by: Any = None) -> Packet:
        return build_application_packet(application=self.application, kind=kind, by=by or self.emil, key=key or f"test-{Packet.objects.count()}")

    def filed(self, packet: Packet | str, **changes: Any) -> Application:
        facts = {
            "dates": dict.fromkeys(("signed_rep", "signed_ao", "served", "sent"), self.today),
            "proof": PROOF,
            "packet": getattr(packet, "public_id", packet),
        } | changes
        self.application = move_application(application=self.application, move="file", by=self.olga, **facts)
        return self.application
