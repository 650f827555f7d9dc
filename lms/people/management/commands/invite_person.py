"""`invite_person EMAIL --role ROLE [--campus SLUG] [--show-link] [--json]`: how the first administrator gets in."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.errors import Refusal
from lms.people.actions.invite_person import invite_person
from lms.people.models import Campus
from lms.people.queries.people import campus_called
from lms.people.roles import ADMINISTRATOR, roles


class Command(BaseCommand):
    help = "Invites somebody by e-mail. --show-link prints the link, for installations whose mail does not work yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=roles.keys())
        parser.add_argument("--campus", default="", metavar="SLUG", help="Needed for every role but administrator.")
        parser.add_argument("--show-link", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        try:
            campus = self._campus(options["role"], options["campus"])
            invitation = invite_person(email=options["email"], role=options["role"], campus=campus, by=None)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        shown = {"link": invitation.link} if options["show_link"] else {}
        if options["json"]:
            self.stdout.write(json.dumps({"email": invitation.email, "role": invitation.role, "campus": options["campus"] or None, **shown}))
            return
        self.stdout.write(f"{invitation.email} is invited. The link works once, for fourteen days.")
        if shown:
            self.stdout.write(invitation.link)

    def _campus(self, role: str, slug: str) -> Campus | None:
        if (role == ADMINISTRATOR.key) == bool(slug):
            raise CommandError("Administrators have no campus; every other role needs --campus.")
        campus = campus_called(slug) if slug else None
        if slug and campus is None:
            raise CommandError(f"There is no campus called “{slug}”.")
        return campus
