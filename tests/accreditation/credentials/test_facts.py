"""What a certificate prints, and the same facts as an Open Badge."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from accreditation.credentials import Wording
from accreditation.credentials.facts import months_later
from tests.factories.signed_certificates import facts, unsigned


def test_everything_that_eoir_asks_for_is_there() -> None:
    found = facts()

    assert {name: found[name] for name in ("name", "number", "provider", "provider_address", "dates", "hours", "minutes", "issued")} == {
        "name": "Ana María Álvarez", "number": "PW-2026-0A1B2C3D", "provider": "North Campus", "provider_address": "12 Elm Street, Springfield, IN 46001",
        "dates": "Sept 1, 2026 to Nov 20, 2026", "hours": "36 h 5 min", "minutes": 2165, "issued": "Nov 28, 2026",
    }  # fmt: skip
    assert found["course"] == "Law & Immigration Training: fundamentals of immigration law, procedure and practice"
    assert found["modes"] == "Live, remote: 16 h 40 min; Self-paced: 19 h 25 min"
    assert found["results"] == "Final exam: 84 %, passed (pass mark 70 %)"
    assert (found["signatory"], found["signatory_title"], found["signatory_since"]) == ("Rosa Díaz", "Program director", "Jan 15, 2024")
    assert sum(topic["minutes"] for topic in found["topics"]) == found["minutes"]
    assert found["criteria"] == "The program asks for: 90 % of 36 h; credited time in every required topic; “Final exam” passed with 70 %."


def test_the_words_of_a_template_take_the_place_of_the_usual_ones() -> None:
    found = facts(Wording(title="Diploma", course="The course", text="Thirteen sessions.", provider="X", provider_address="Y", validity_months=12))

    assert [found[name] for name in ("title", "course", "text", "provider", "provider_address", "valid_until")] == [
        "Diploma", "The course", "Thirteen sessions.", "X", "Y", "2027-11-28",
    ]  # fmt: skip


def test_the_badge_says_what_the_paper_says_and_no_number_at_all() -> None:
    badge = unsigned()

    subject = badge["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "Ana María Álvarez"
    assert subject["licenseNumber"] == "PW-2026-0A1B2C3D"
    said = {one["resultDescription"].rpartition("#")[2]: one["value"] for one in subject["result"]}
    assert (said["minutes"], said["topic-1"], said["topic-2"]) == ("2165", "1200", "965")
    assert {one["id"] for one in subject["achievement"]["resultDescription"]} == {one["resultDescription"] for one in subject["result"]}
    assert numbers_in(badge) == []
    assert "validUntil" not in badge


def test_validity_stands_in_the_badge() -> None:
    assert unsigned(valid_until="2027-11-28")["validUntil"] == "2027-11-28T23:59:59Z"


def numbers_in(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [number for item in value.values() for number in numbers_in(item)]
    if isinstance(value, list):
        return [number for item in value for number in numbers_in(item)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(start: date, months: int) -> None:
    end = months_later(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end.toordinal() + 1 == date(end.year + end.month // 12, end.month % 12 + 1, 1).toordinal()))
