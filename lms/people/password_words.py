"""Words that everybody would try first here: no password is made of them (ASVS 6.1.2, 6.2.11)."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = (
    "accreditation", "administrator", "advocate", "asylum", "attorney", "auditor", "campus", "college", "coordinator", "immigration", "instructor",
    "officer", "password", "pathway", "representative", "student", "training", "welcome",
)  # fmt: skip
"""What this program is about, and who is in it. Reviewed here; a campus’s own name is compared with the account’s facts by Django."""
FEWEST_OTHERS = 6
"""Letters and digits that must be left when these words are taken out."""
_WORD = re.compile("|".join(WORDS), re.IGNORECASE)


class WordsOfThePlace:
    """Refuses a password of which these words are the main part. Digits that only count up or stand for a year add nothing."""

    def validate(self, password: str, user: Any = None) -> None:
        without, found = _WORD.subn("", password)
        others = re.sub(r"[\W_]|\d+$", "", without)
        if found and len(others) < FEWEST_OTHERS:
            raise ValidationError(self.get_help_text(), code="password_of_the_place")

    def get_help_text(self) -> str:
        return _("Do not make it of words such as “pathway” or “student”: they are tried first.")
