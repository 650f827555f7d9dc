"""The commands an administrator starts with."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from lms.people.models import Campus, Invitation
from tests.lms.people.conftest import Mailbox


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


class TestAddCampus:
    def test_a_campus_is_added_once(self, db: None):
        first = json.loads(run("add_campus", "west", "West College", "--time-zone", "America/Denver", "--json"))
        second = run("add_campus", "west", "Another name")

        assert first == {"campus": "west", "created": True}
        assert "there already" in second
        assert Campus.objects.get().name == "West College"

    @pytest.mark.parametrize(("slug", "zone"), [("west", "Mars/Olympus"), ("west side", "America/Denver")])
    def test_nonsense_is_refused_in_a_sentence(self, db: None, slug: str, zone: str):
        with pytest.raises(CommandError):
            run("add_campus", slug, "West College", "--time-zone", zone)

        assert not Campus.objects.exists()


class TestInvitePerson:
    def test_the_first_administrator_gets_in(self, client: Client, db: None, mailbox: Mailbox):
        answer = json.loads(run("invite_person", "boss@example.org", "--role", "administrator", "--show-link", "--json"))

        assert answer["link"] in mailbox.last().body
        assert client.get(answer["link"]).status_code == 302

    def test_the_link_is_shown_on_demand_only(self, north: Campus):
        assert "http" not in run("invite_person", "ana@example.org", "--role", "student", "--campus", "north")

    @pytest.mark.parametrize(
        "arguments",
        [
            ["nobody", "--role", "student", "--campus", "north"],
            ["ana@example.org", "--role", "student", "--campus", "nowhere"],
            ["ana@example.org", "--role", "student"],
            ["ana@example.org", "--role", "administrator", "--campus", "north"],
            ["ana@example.org", "--role", "emperor", "--campus", "north"],
        ],
    )
    def test_nonsense_is_refused_in_a_sentence(self, north: Campus, arguments: list[str]):
        with pytest.raises(CommandError):
            run("invite_person", *arguments)

        assert not Invitation.objects.exists()
