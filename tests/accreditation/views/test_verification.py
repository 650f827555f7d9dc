"""What anybody may check without an account, and the little that it tells (security.md, CE-01 to CE-07)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.actions.change_certificate import change_certificate
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.reissue_certificate import reissue_certificate
from accreditation.actions.share_credential import share_credential
from accreditation.credentials import is_set, read_keys, verify_file
from accreditation.credentials.multibase import from_base58
from accreditation.credentials.proofs import signed_bytes
from accreditation.models import Certificate
from accreditation.queries import certificates
from accreditation.views import verification
from curriculum.models import Enrollment
from lms.core.clock import now
from lms.core.limits import PerMinute
from lms.people.models import User
from lms.vault.api import is_signed, public_keys, revoke_key
from tests.factories.certificates import ready, template
from tests.factories.course import enrolled_student, load_course, member

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TRACK = "law_and_skills"


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return ready(enrolled_student())


@pytest.fixture
def coordinator(enrollment: Enrollment) -> User:
    return member("coordinator@north.example", "coordinator", enrollment.cohort.campus)


@pytest.fixture
def certificate(enrollment: Enrollment, coordinator: User) -> Certificate:
    return issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)


def page(certificate: Certificate) -> Any:
    return Client().get(f"/verify/{certificate.code}/")


def tag(certificate: Certificate) -> str:
    found = re.search(r"tag-\w+\">.*?</svg>([^<]+)<", page(certificate).content.decode())
    assert found is not None
    return found[1]


def test_a_valid_one_shows_the_least_that_proves_it_and_is_kept_nowhere(certificate: Certificate, enrollment: Enrollment) -> None:
    response = page(certificate)

    assert (response.status_code, tag(certificate)) == (200, "Valid")
    for shown in ("Ana Alvarez", "20 min", certificate.number, certificate.facts["course"].replace("&", "&amp;")):
        assert shown in response.text
    hidden = [enrollment.student.email, enrollment.student.public_id, enrollment.public_id, "Rosa Díaz", "Ethics", certificate.ledger_hash, "mode"]
    main = response.text[response.text.index("<main") : response.text.index("</main")]
    assert [word for word in hidden if word in main] == []
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_the_present_status_stands_beside_the_facts_as_issued(certificate: Certificate, coordinator: User) -> None:
    told = [tag(certificate)]
    for kind in ("flagged", "revoked", "reinstated"):
        change_certificate(certificate=certificate, kind=kind, reason="x", by=coordinator)
        told.append(tag(certificate))
    new = reissue_certificate(certificate=certificate, reason="A name.", by=coordinator)

    assert [*told, tag(certificate), tag(new)] == ["Valid", "Under review", "Revoked", "Valid", "Superseded", "Valid"]
    assert new.code not in page(certificate).text  # whoever knows the old name is not led to the new one
    assert "Ana Alvarez" in page(certificate).text


def test_one_that_ran_out_says_so(enrollment: Enrollment, coordinator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    template(enrollment, number=2, validity_months=1)
    certificate = issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)
    later = now().replace(year=now().year + 1)
    monkeypatch.setattr(certificates, "now", lambda: later)

    assert tag(certificate) == "Expired"


CODES = ["x", "c" * 32, "-" * 32, "C" * 32, "a" * 400, "é" * 32, "a/b/c", "%00", "a%0Ab", "../etc", "' OR 1=1 --", "c" * 32 + "%0A", "<script>"]


def test_malformed_and_unknown_codes_get_the_same_answer_at_the_same_price(certificate: Certificate) -> None:
    answers, prices = set(), set()
    for code in [*CODES, certificate.code[:-1], f"{certificate.code}x", certificate.code.swapcase()]:
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(f"/verify/{code}/")
        body = re.sub(rb'(nonce|csrfmiddlewaretoken"? value|content)="[^"]{16,}"', b"", response.content)
        answers.add((response.status_code, body, response["Cache-Control"]))
        prices.add(len(queries))

    assert ({status for status, _, _ in answers}, len(answers), len(prices)) == ({404}, 1, 1)


def test_codes_cannot_be_guessed(certificate: Certificate) -> None:
    assert len(certificate.code) == 32  # 24 random bytes, 192 bits
    assert "PW-" not in certificate.code


def test_too_many_checks_from_one_place_are_refused(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_checks", PerMinute("verify", 3))

    told = [
        Client().get(path).status_code for path in [f"/verify/{certificate.code}/", "/verify/unknown/", "/verify/status/1/", f"/verify/{certificate.code}/"]
    ]

    assert told == [200, 404, 200, 429]
    assert Client().get("/verify/unknown/", REMOTE_ADDR="192.0.2.9").status_code == 404


def test_behind_a_proxy_visitors_are_counted_apart(db: None, monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(verification, "_checks", PerMinute("verify", 1))

    told = [Client().get("/verify/unknown/", headers={"x-forwarded-for": who}).status_code for who in ("192.0.2.1", "192.0.2.2", "192.0.2.1")]

    assert told == [404, 404, 429]


def test_a_header_that_no_proxy_wrote_makes_nobody_another(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_checks", PerMinute("verify", 1))

    told = [Client().get("/verify/unknown/", headers={"x-forwarded-for": who}).status_code for who in ("192.0.2.1", "192.0.2.2")]

    assert told == [404, 429]


class TestSignedData:
    def test_it_is_offered_by_the_holders_choice_only(self, certificate: Certificate, enrollment: Enrollment) -> None:
        address = f"/verify/{certificate.code}/credential.json"
        before = Client().get(address).status_code, "Signed data" in page(certificate).text

        share_credential(certificate=certificate, is_shared=True, by=enrollment.student)
        shared = Client().get(address)
        offered = "Signed data" in page(certificate).text
        share_credential(certificate=certificate, is_shared=False, by=enrollment.student)

        assert (before, offered, Client().get(address).status_code) == ((404, False), True, 404)
        assert shared.content.decode() == certificate.credential
        assert "no-store" in shared["Cache-Control"]

    def test_a_hidden_one_and_an_unknown_one_look_the_same(self, certificate: Certificate) -> None:
        hidden, unknown = (Client().get(f"/verify/{code}/credential.json") for code in (certificate.code, "c" * 32))

        strip = re.compile(rb'nonce="[^"]+"|value="[^"]{30,}"')
        assert (hidden.status_code, strip.sub(b"", hidden.content)) == (unknown.status_code, strip.sub(b"", unknown.content))


class TestKeys:
    def test_what_is_published_checks_what_was_issued(self, certificate: Certificate) -> None:
        response = Client().get("/.well-known/pathway-keys.json")

        keys = read_keys(response.content)
        assert [verify_file(data, keys).is_genuine for data in (bytes(certificate.pdf), certificate.credential.encode())] == [True, True]
        assert response["Access-Control-Allow-Origin"] == "*"

    def test_a_new_key_signs_and_the_old_one_still_checks(self, certificate: Certificate, coordinator: User, settings: Any) -> None:
        old = json.loads(certificate.credential)["proof"]["verificationMethod"]
        settings.SIGNING_KEYS = ["a-new-signing-key-" + "n" * 30]
        new = reissue_certificate(certificate=certificate, reason="A name.", by=coordinator)

        keys = read_keys(Client().get("/.well-known/pathway-keys.json").content)
        assert len(keys) == 2
        assert json.loads(new.credential)["proof"]["verificationMethod"] != old
        assert [verify_file(bytes(one.pdf), keys).is_genuine for one in (certificate, new)] == [True, True]

    def test_what_a_lost_key_signed_afterwards_is_marked(self, certificate: Certificate, coordinator: User) -> None:
        lost_at = now()
        later = reissue_certificate(certificate=certificate, reason="A name.", by=coordinator)
        revoke_key(key_id=public_keys()[0].key_id, revoked_from=lost_at, reason="Stolen.", by=None)

        keys = read_keys(Client().get("/.well-known/pathway-keys.json").content)
        assert [verify_file(bytes(one.pdf), keys).reason for one in (certificate, later)] == ["signed", "key_revoked"]


class TestStatusList:
    def bits(self, *certificates: Certificate) -> list[bool]:
        document = json.loads(Client().get("/verify/status/1/").content)
        [key] = read_keys(Client().get("/.well-known/pathway-keys.json").content)
        assert is_signed(signed_bytes(document, document["proof"]), from_base58(document["proof"]["proofValue"]), key.public)
        return [is_set(document["credentialSubject"]["encodedList"], certificate.status_index or 0) for certificate in certificates]

    def test_it_is_signed_and_follows_every_change(self, certificate: Certificate, coordinator: User) -> None:
        told = [self.bits(certificate)]
        for kind in ("flagged", "revoked", "reinstated"):
            change_certificate(certificate=certificate, kind=kind, reason="x", by=coordinator)
            told.append(self.bits(certificate))
        new = reissue_certificate(certificate=certificate, reason="A name.", by=coordinator)

        assert [*told, self.bits(certificate, new)] == [[False], [False], [True], [False], [True, False]]

    def test_it_is_where_the_credential_says(self, certificate: Certificate, settings: Any) -> None:
        entry = json.loads(certificate.credential)["credentialStatus"]

        document = json.loads(Client().get(entry["statusListCredential"].removeprefix(settings.SITE_URL)).content)
        assert (document["id"], document["credentialSubject"]["statusPurpose"]) == (entry["statusListCredential"], entry["statusPurpose"])

    def test_there_is_no_other_list(self, certificate: Certificate) -> None:
        assert [Client().get(f"/verify/status/{number}/").status_code for number in (0, 2, 10**12)] == [404] * 3
