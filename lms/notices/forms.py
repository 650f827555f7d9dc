"""Choosing what comes by e-mail, and when."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.core.wording import clock
from lms.notices.kinds import DELIVERIES, NoticeKind
from lms.notices.models import NoticeSettings

FIELD = "kind-"


def _hour(hour: int) -> tuple[str, str]:
    return str(hour), clock(datetime(2026, 1, 1, hour, tzinfo=UTC))


HOURS = [_hour(hour) for hour in range(24)]


def _whole(text: str) -> int | None:
    return int(text) if text else None


class PreferencesForm(forms.Form):
    """One choice for each kind that leaves one, the hour of the daily letter, and quiet hours."""

    digest_hour = forms.TypedChoiceField(label=_("The daily letter comes at"), choices=HOURS, coerce=int)
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), choices=[("", _("No quiet hours")), *HOURS], coerce=_whole, empty_value=None, required=False)
    quiet_until = forms.TypedChoiceField(label=_("Quiet until"), choices=[("", _("No quiet hours")), *HOURS], coerce=_whole, empty_value=None, required=False)

    def __init__(self, *args: Any, kinds: Iterable[NoticeKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds:
            if len(kind.choices) > 1:
                self.fields[FIELD + kind.key] = forms.ChoiceField(label=kind.label, choices=[(way, DELIVERIES[way]) for way in kind.choices])

    @property
    def kind_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(FIELD)]

    def choices(self) -> dict[str, Any]:
        """What was chosen, as ``keep_preferences`` takes it, once ``is_valid()``."""
        hours = {name: self.cleaned_data[name] for name in ("digest_hour", "quiet_from", "quiet_until")}
        deliveries = {name.removeprefix(FIELD): value for name, value in self.cleaned_data.items() if name.startswith(FIELD)}
        return {"deliveries": deliveries, **hours}


def known_choices(settings: NoticeSettings, deliveries: dict[str, str]) -> dict[str, Any]:
    """What the form starts from."""
    hours = {"digest_hour": settings.digest_hour, "quiet_from": settings.quiet_from, "quiet_until": settings.quiet_until}
    return {**hours, **{FIELD + key: way for key, way in deliveries.items()}}
