"""What stands in for the arguments of the routes of accreditation; see ``route_objects``."""

from typing import Any

import tests.project.accreditation_world  # noqa: F401  its parts
from lms.people.models import User
from tests.project.curriculum_world import TRACK, cohort_of
from tests.project.route_objects import Factory, about_nobody, fixed, obj, of_enrollment, of_student, shows, slug_of
from tests.project.world import World


def a_certificate(name: str, argument: str) -> Factory:
    def factory(world: World, owner: User) -> dict[str, Any] | None:
        certificate = world.certificates.get(owner.pk)
        return certificate and {argument: getattr(certificate, name)}

    return factory


fixed("record:entry", "first entry", seq=1)


def a_matter(world: World, owner: User) -> dict[str, Any] | None:
    """The matter in which the owner has a place; only students have one."""
    place = world.matters.get(owner.pk)
    return place and {"code": place.matter.code}


def an_attorney(world: World, owner: User) -> dict[str, Any]:
    return {"attorney": world.attorneys[slug_of(owner)].public_id}


for _name in ("matters:matter", "matters:reach", "matters:write", "supervision:matter", "supervision:assign", "supervision:close"):
    obj(_name, "matter", a_matter)
for _name in ("matters:entry", "matters:edit", "matters:send", "matters:drop", "matters:say", "supervision:entry", "supervision:say"):
    obj(_name, "entry of practice", lambda world, owner: of_student(world.practice, "entry", owner))
for _name in ("change_attorney", "remind", "revoke"):
    obj(f"supervision:{_name}", "attorney", an_attorney)
obj("supervision:decide", "attorney's record", lambda world, owner: {"proposal": world.attorney_proposals[slug_of(owner)].public_id})
obj("supervision:end_place", "place", lambda world, owner: {"place": world.matters[owner.pk].pk} if owner.pk in world.matters else None)
fixed("confirming:arrive", "unknown token", token="T" * 43)
fixed("confirming:entry", "no link", entry="T" * 22)
fixed("confirming:feedback", "no link", point="T" * 22)
obj("record:time", "enrollment", of_enrollment(lesson=lambda world: world.lesson.public_id))
about_nobody("record:revision", "lesson", lambda world, owner: {"public_id": world.snapshot.public_id})
for _name in ("certificate", "foundations", "about_certificate", "credential", "share_credential"):
    obj(f"record:{_name}", "certificate", a_certificate("number", "number"))
obj("cohorts:decide_certificate", "certificate", a_certificate("number", "number"))
for _name in ("verify", "shared_credential"):
    obj(_name, "certificate", a_certificate("code", "code"))
shows("verify", "certificatename", "whoever has the code reads the name the certificate was issued to, and no more")
fixed("status_list", "first list", number=1)
for _name in ("board", "records", "packets", "certificates", "issue_all", "coverage", "rules", "move_rules"):
    obj(f"cohorts:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
fixed("record:topic", "topic", topic="ethics_upl")
obj("cohorts:topic", "enrollment", of_enrollment(topic=lambda world: "ethics_upl"))
about_nobody("cohorts:program_rules", "program", lambda world, owner: {"program": world.program.slug})
for _name in ("student", "packet"):
    obj(f"cohorts:{_name}", "enrollment", of_enrollment())
for _name in ("entry", "correct"):
    obj(f"cohorts:{_name}", "enrollment", of_enrollment(seq=lambda world: 1))
obj("cohorts:decide", "correction", lambda world, owner: {"correction": world.corrections[owner.pk].public_id} if owner.pk in world.corrections else None)
obj("cohorts:issue", "enrollment", of_enrollment(track=lambda world: TRACK))
obj("cohorts:certificate_template", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug, "track": TRACK})
obj("cohorts:campus_records", "campus", lambda world, owner: {"campus": slug_of(owner)})
obj("cohorts:student_records", "enrollment", of_enrollment())
obj("cohorts:signatories", "campus", lambda world, owner: {"campus": slug_of(owner)})
obj("cohorts:end_signatory", "signatory", lambda world, owner: {"signatory": world.signatories[slug_of(owner)].public_id})
