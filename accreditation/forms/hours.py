"""Shapes of outside training, adjustments, batches and questions about hours."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accreditation.models import OUTSIDE_CATEGORIES
from accreditation.models.entry import Category, Mode

TOPIC = "topic_"


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _words(label: Any, help_text: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **more)


class TopicMinutes(forms.Form):
    """Minutes under each topic: one field a topic, empty where none. ``topics`` are (slug, title)."""

    topics_required = True

    def __init__(self, *args: Any, topics: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic_titles = dict(topics)
        for slug, title in self.topic_titles.items():
            self.fields[TOPIC + slug] = forms.IntegerField(label=title, min_value=0, max_value=100_000, required=False)

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Every field but those of topics."""
        return [self[name] for name in self.fields if not name.startswith(TOPIC)]

    @property
    def topic_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(TOPIC)]

    @property
    def shares(self) -> dict[str, int]:
        """Minutes by topic slug, those that were given."""
        return {slug: minutes for slug in self.topic_titles if (minutes := self.cleaned_data.get(TOPIC + slug))}

    @property
    def facts(self) -> dict[str, Any]:
        """What the form says, its topics apart."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith(TOPIC)}


class OutsideForm(TopicMinutes):
    """A training that somebody else gave."""

    title = forms.CharField(label=_("Title of the training"), max_length=255)
    provider = forms.CharField(label=_("Who gave it"), max_length=255, help_text=_("The organization, as on the certificate."))
    provider_address = forms.CharField(label=_("Address of the provider"), max_length=255, required=False)
    first_on = _day(_("First day"))
    last_on = _day(_("Last day"))
    minutes = forms.IntegerField(label=_("Minutes in all"), min_value=1, max_value=100_000, help_text=_("Without breaks. 6 hours are 360 minutes."))
    mode = forms.ChoiceField(label=_("How it was held"), choices=Mode.choices)
    category = forms.ChoiceField(label=_("What it counts as"), choices=[(str(kind.value), kind.label) for kind in OUTSIDE_CATEGORIES])
    description = _words(
        _("What it taught"), _("In your own words or from its program. EOIR asks for detailed descriptions. Do not name clients."), required=False
    )
    is_fundamentals = forms.BooleanField(
        label=_("It was an overview course on immigration law, procedure and practice"), required=False,
        help_text=_("A webinar on one topic is none (Matter of Central California Legal Services)."),
    )  # fmt: skip
    test_result = forms.CharField(
        label=_("Result of a test"), max_length=200, required=False, help_text=_("If there was one: for example passed with 84 of 100.")
    )
    certificate_number = forms.CharField(label=_("Number of the certificate"), max_length=80, required=False)
    document = forms.FileField(label=_("Certificate"), required=False, help_text=_("A PDF or a photo, at most 10 MB."))


class AdjustmentForm(TopicMinutes):
    """Minutes to add or take away."""

    direction = forms.ChoiceField(label="What to do", choices=[("add", "Add minutes"), ("take", "Take minutes away")])
    title = forms.CharField(label="What for", max_length=255, help_text="As it will stand in the record.")
    track = forms.ChoiceField(label="Track")
    category = forms.ChoiceField(label="Kind of training", choices=Category.choices)
    mode = forms.ChoiceField(label="How it was held", choices=Mode.choices)
    occurred_on = _day("Day")
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=1440)
    reason = _words("Reason", "The student and whoever approves this read it. It is kept with the entry for good.")

    def __init__(self, *args: Any, tracks: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"].choices = list(tracks)  # type: ignore[attr-defined]


class OutageForm(TopicMinutes):
    """The same credit for many students."""

    topics_required = False
    about = forms.ChoiceField(label="What it makes up for", required=False, help_text="Students who were credited for it get the rest only.")
    title = forms.CharField(label="Title", max_length=255, required=False, help_text="Empty: that of the lesson or session.")
    track = forms.ChoiceField(label="Track")
    category = forms.ChoiceField(label="Kind of training", choices=Category.choices)
    mode = forms.ChoiceField(label="How it was held", choices=Mode.choices)
    day = _day("Day")
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=960)
    reason = _words("Reason", "What happened. It is kept with every entry, and each student reads it. Do not name students.")
    chosen = forms.MultipleChoiceField(label="Students", widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, tracks: Iterable[tuple[str, str]], sources: Iterable[tuple[str, Any]], students: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("track", tracks), ("about", [("", "Something else, with a title of its own"), *sources]), ("chosen", students)):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("about") and not cleaned.get("title"):
            self.add_error("title", "Choose a lesson or session above, or give a title.")
        return cleaned


class PaperForm(forms.Form):
    """A list of hours on paper."""

    file = forms.FileField(label="File", help_text="A .csv or .xlsx file, at most 2 MB.")
    reason = _words("Where the paper is kept, and who vouches for it", "It stands with every entry.")


class ReasonForm(forms.Form):
    """Why something is proposed."""

    reason = _words("Reason", "Whoever approves this reads it, and so do the students.")


class AboutDayForm(forms.Form):
    """“I studied this, it is not here.”"""

    day = _day(_("When you studied"))
    lesson = forms.ChoiceField(label=_("Lesson"), required=False)
    text = forms.CharField(label=_("What you did, and what is missing"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, lessons: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = [("", _("Something else")), *lessons]  # type: ignore[attr-defined]


class AboutEntryForm(forms.Form):
    """A question about one entry."""

    text = forms.CharField(label=_("What is wrong with it"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))


class MessageForm(forms.Form):
    """The next word in a thread."""

    text = forms.CharField(label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class SettleForm(forms.Form):
    """The last word: with an entry that put it right, or without. It stands beside ``MessageForm``: give ``auto_id``."""

    text = forms.CharField(label="Last word", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    corrected_by = forms.IntegerField(
        label="Number of the entry that put it right", min_value=1, required=False, help_text="Empty where the record stays as it is."
    )
