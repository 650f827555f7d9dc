"""What is asked in each step."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.text import slugify

from accreditation.organization_forms import DetailsForm
from lms.people.api import Names, User
from lms.people.forms.sign_in import ABOUT_PASSWORDS

LONGEST_SLUG = 64
COMMON_ZONES = (
    ("America/New_York", "Eastern (New York)"), ("America/Chicago", "Central (Chicago)"), ("America/Denver", "Mountain (Denver)"),
    ("America/Phoenix", "Arizona (Phoenix)"), ("America/Los_Angeles", "Pacific (Los Angeles)"), ("America/Anchorage", "Alaska (Anchorage)"),
    ("Pacific/Honolulu", "Hawaii (Honolulu)"), ("America/Puerto_Rico", "Puerto Rico"), ("Pacific/Guam", "Guam"),
)  # fmt: skip
STARTER, EMPTY = "starter", "empty"


def time_zones() -> list[tuple[str, Any]]:
    """The zones of the United States first, then every place on earth by its name."""
    common = {zone for zone, _label in COMMON_ZONES}
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")) and zone not in common)
    return [("United States", list(COMMON_ZONES)), ("Everywhere", [(zone, zone.replace("_", " ")) for zone in places])]


class OrganizationForm(DetailsForm):
    effective_on = None  # type: ignore[assignment]
    website = None  # type: ignore[assignment]

    class Meta(DetailsForm.Meta):
        fields = ["legal_name", "street", "city", "state", "zip_code", "phone", "email"]
        labels = {"zip_code": "ZIP code", "email": "E-mail"}
        help_texts = {**DetailsForm.Meta.help_texts, "legal_name": "As on its papers with EOIR. Other names can be added later."}


class CampusForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200, help_text="The college’s program, as students know it, such as North College.")
    slug = forms.SlugField(
        label="Short name", max_length=LONGEST_SLUG, required=False,
        help_text="Stands in addresses and file names and stays: north-college. Left empty, it is made from the name.",
    )  # fmt: skip
    time_zone = forms.ChoiceField(label="Time zone", choices=time_zones, initial="America/New_York", help_text="Due dates and sessions go by it.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("name") and "slug" in given and not given["slug"]:
            given["slug"] = slugify(given["name"])[:LONGEST_SLUG].strip("-")
            if not given["slug"]:
                self.add_error("slug", "Write a short name: none could be made from the name.")
        return given


class PeopleForm(forms.Form):
    """The first administrator, and who coordinates the first campus: the same person, or somebody who is invited."""

    legal_first_name = forms.CharField(label="Legal first name", max_length=100, required=False, help_text="Leave it empty if you have one name only.")
    legal_last_name = forms.CharField(label="Legal last name", max_length=100)
    email = forms.EmailField(label="E-mail", max_length=254, help_text="You sign in with it.")
    password = forms.CharField(
        label="Password", strip=False, max_length=500, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), help_text=ABOUT_PASSWORDS
    )
    password_again = forms.CharField(
        label="Password, once more", strip=False, max_length=500, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    accepts_privacy = forms.BooleanField(
        label="I have read the privacy notice", error_messages={"required": "Read the privacy notice and tick this box to go on."}
    )
    coordinator = forms.ChoiceField(
        label="Who coordinates the campus?",
        choices=[("me", "I do"), ("other", "Somebody else, who gets an invitation by e-mail")],
        widget=forms.RadioSelect,
        initial="me",
        help_text="Coordinators run cohorts, follow what is missing, and export records. More can be invited later.",
    )
    coordinator_email = forms.EmailField(label="Their e-mail", max_length=254, required=False, help_text="Only if somebody else coordinates.")
    coordinator_first_name = forms.CharField(label="Their first name", max_length=100, required=False)
    coordinator_last_name = forms.CharField(label="Their last name", max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (("legal_first_name", "given-name"), ("legal_last_name", "family-name"), ("email", "username")):
            self.fields[name].widget.attrs["autocomplete"] = hint

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._judge_passwords(given)
        if given.get("coordinator") == "other" and not given.get("coordinator_email") and "coordinator_email" not in self.errors:
            self.add_error("coordinator_email", "Write the address that the invitation goes to.")
        if given.get("coordinator") == "other" and given.get("email") and given.get("coordinator_email", "").lower() == given["email"].lower():
            self.add_error("coordinator_email", "This is your own address. Choose “I do”, or write somebody else’s.")
        return given

    def _judge_passwords(self, given: dict[str, Any]) -> None:
        if not given.get("password"):
            return
        if given.get("password_again") and given["password"] != given["password_again"]:
            self.add_error("password_again", "The two passwords differ.")
        person = User(**{name: given.get(name, "") for name in ("email", "legal_first_name", "legal_last_name")})
        try:
            validate_password(given["password"], person)
        except forms.ValidationError as error:
            self.add_error("password", error)

    def names(self) -> Names:
        """The administrator’s, once ``is_valid()``."""
        given = self.cleaned_data
        return Names(legal_first_name=given["legal_first_name"], legal_middle_name="", legal_last_name=given["legal_last_name"])


class CurriculumForm(forms.Form):
    choice = forms.ChoiceField(
        label="What students will study",
        choices=[(STARTER, "The starter curriculum: Law & Immigration Training, 45 hours"), (EMPTY, "An empty program, which you write yourselves")],
        widget=forms.RadioSelect,
        initial=STARTER,
    )
    title = forms.CharField(label="Title of the empty program", max_length=255, required=False, help_text="Only for an empty program.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("choice") == EMPTY and not given.get("title") and "title" not in self.errors:
            self.add_error("title", "Give the program a title.")
        return given
