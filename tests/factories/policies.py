"""Versions of the privacy notice and the terms of use that tests publish."""

from datetime import date, timedelta

from lms.people.models import PolicyText, PolicyVersion
from lms.people.queries.policies import today


def published(kind: str = "terms", *, in_days: int = 0, change: str = "", languages: tuple[str, ...] = ("en",), **fields: object) -> PolicyVersion:
    """The next version of ``kind``, which holds from today, or ``in_days`` later (earlier, when negative)."""
    number = PolicyVersion.objects.filter(kind=kind).count() + 1
    day: date = today() + timedelta(days=in_days)
    facts = {"version": f"v{number}", "effective_from": day, "published_at": f"{today()}T00:00:00Z", **fields}
    policy = PolicyVersion.objects.create(kind=kind, number=number, **facts)
    for language in languages:
        said = f"{change} ({language})" if change else ""
        PolicyText.objects.create(
            policy=policy, language=language, source=f"{kind} {number} {language}", html=f"<p>{kind} {number} {language}</p>", change=said
        )
    return policy
