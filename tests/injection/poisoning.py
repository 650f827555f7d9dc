"""The world of the access matrix with a payload behind every text that a person may have written.

Every row of every table of ours, and of Wagtail's pages, gets payloads behind its texts, in columns, in JSON values and in sealed texts; each
value another one. Whatever forms would have refused is thus there too: pages, letters and files have to hold by themselves. Columns that
the program alone fills are named in ``MACHINE``; a column that is in neither is poisoned.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from lms.people.models import User
from lms.vault.api import Unreadable, open_text, seal_text
from tests.factories.canary import canaries_in
from tests.injection.corpus import PAYLOADS

OURS = ("lms.", "curriculum.", "assessments.", "accreditation.", "wagtail.models")
NAMES_IN_ADDRESSES = (models.EmailField, models.SlugField, models.UUIDField)
HTML = re.compile(r"(^|_)(html|rendered|body)$")
"""Columns that hold the sanitizer's own work; what it makes of the corpus is tested beside it, and by the texts written anew here."""
MACHINE = re.compile(
    r"""^(?:
    .*_by|by|.*_?sha256|.*hash|public_id|.*_id|id|uuid|key|.*_key|key_id|kind|.*_kind|slug|code|number|mark|scheme|state|move|role|level|type|status|
    from_state|to_state|granted_level|first_missing|next_actor|path|url_path|url|ref|line|file|document|version_of|reverses|replaces|about|session|person|
    owner|author|viewer|job|attorney|link|officer|revision|section|student|enrollment|campus|cohort|program|program_version|track|content_revision|
    ledger_head|idempotency|evidence|lesson|place|recipient_id|language_code|hostname|action|position|contentpath|content_path|model_path|content_json|
    time_zone|privacy_version|session_seed|password|media_type|stored_as|holder|canonical|confidence|address|subject|actor|purpose|records|recipients|cause|
    source|category|version|root|previous|name_key|mode|form|prefix_id|external_id|labels?|locked_at|schedule_id|draft_title|asked|term|session_numbers|
    fix|user_name|ordinal|missed_kind|topic|option_order|terms_version|language|how|letter
    )$""",
    re.VERBOSE,
)
"""Names of columns that hold ids, hashes, states and other words of the program's own. Reviewed; what people fill is not here."""
FILLED_THOUGH = {
    "accreditation.ServiceRecipient.address", "accreditation.ProgramNotice.source", "accreditation.FormEdition.source", "assessments.Question.category",
    "assessments.AssessmentDraw.category", "assessments.AssessmentSection.label", "assessments.QuestionEntry.asked", "curriculum.GlossaryTerm.term",
    "curriculum.AuthorityStatusChange.source", "curriculum.TeachingMaterial.source", "curriculum.MaterialSheet.source", "accreditation.Audit.purpose",
    "curriculum.ProgramPage.version", "curriculum.LiveSession.place", "people.MailedLink.purpose", "people.PolicyText.source",
    "accreditation.SupervisingAttorney.bar_number", "curriculum.ModulePage.session_numbers",
}  # fmt: skip
"""Columns whose names stand in ``MACHINE`` and which people fill even so."""
_CANARY = re.compile(r"(zq[a-z]+9z9[a-z]*9z9[a-z0-9]*qz)", re.IGNORECASE)
Poisoned = Counter[str]


def poison_everything() -> Poisoned:
    """How many values of which column hold a payload now. Call inside a transaction that is rolled back: the guards of append-only tables go."""
    _drop_guards()
    payloads, poisoned = cycle(PAYLOADS), Counter[str]()
    people = list(User.objects.values_list("public_id", flat=True))
    for model, field in every_text():
        for pk, value in list(model._base_manager.values_list("pk", field.attname)):
            changed = _changed(field, value, payloads, people, is_filled=is_filled(model, field))
            if changed is not None and changed != value:
                poisoned[label_of(model, field)] += _is_taken(model, pk, {field.attname: changed})
    return poisoned


def _is_taken(model: type[models.Model], pk: Any, values: dict[str, Any]) -> bool:
    """False where a constraint of the database keeps the text out, which is as good."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**values)
    except IntegrityError:
        return False
    return True


def every_text() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    for model in apps.get_models():
        if f"{model.__module__}.".startswith(OURS) and not model._meta.proxy:
            yield from ((model, field) for field in texts_of(model))


def label_of(model: type[models.Model], field: models.Field[Any, Any]) -> str:
    return f"{model._meta.label}.{field.name}"


def is_filled(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    """Whether people fill this column: a column of plain text without choices that is not the program's own."""
    if isinstance(field, (models.JSONField, models.BinaryField)) or field.choices or field.primary_key:
        return False
    return label_of(model, field) in FILLED_THOUGH or not MACHINE.match(field.name)


def texts_of(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """The columns in which somebody's words may stand."""
    for field in model._meta.local_fields:
        is_text = isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not isinstance(field, NAMES_IN_ADDRESSES)
        is_sealed = isinstance(field, models.BinaryField) and field.name.startswith("sealed")
        if (is_text and not HTML.search(field.name)) or is_sealed:
            yield field


def _changed(field: models.Field[Any, Any], value: Any, payloads: Iterator[str], people: list[str], *, is_filled: bool) -> Any:
    """``value`` with payloads, or ``None`` where nobody may have written it."""
    if isinstance(field, models.BinaryField):
        return _sealed_anew(bytes(value), payloads, people) if value else None
    if isinstance(field, models.JSONField):
        return _walked(value, payloads) if canaries_in(str(value)) else None
    if not isinstance(value, str) or (isinstance(field, models.URLField) and not value):
        return None
    if canaries_in(value):
        return _behind(value, payloads)
    return f"{value} {next(payloads)}" if is_filled else None


def _behind(text: str, payloads: Iterator[str]) -> str:
    """Inside the values, where the text is JSON."""
    if text[:1] in ("{", "["):
        with suppress(ValueError):
            return json.dumps(_walked(json.loads(text), payloads))
    return _CANARY.sub(lambda found: found[1] + " " + next(payloads), text, count=1)


def _walked(value: Any, payloads: Iterator[str]) -> Any:
    if isinstance(value, dict):
        return {name: _walked(below, payloads) for name, below in value.items()}
    if isinstance(value, list):
        return [_walked(below, payloads) for below in value]
    return _behind(value, payloads) if isinstance(value, str) and canaries_in(value) else value


def _sealed_anew(sealed: bytes, payloads: Iterator[str], people: list[str]) -> bytes | None:
    """The owner of a sealed text is who opens it."""
    for person in people:
        try:
            text = open_text(person, sealed)
        except Unreadable:
            continue
        return seal_text(person, _behind(text, payloads)) if canaries_in(text) else None
    return None


def _drop_guards() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
