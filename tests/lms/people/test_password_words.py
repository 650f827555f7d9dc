"""Passwords that a stranger who knows the place would try."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize("password", ["pathway-student", "Pathway2026!!", "immigration1", "asylum_advocate", "welcome-pathway-9", "Coordinator#12345"])
def test_words_of_the_place_are_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="tried first"):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["seven-quiet-otters", "a student of mossy rivers", "campus lanterns glow", "k2Vt-9pXq-pathway", "é" * 12, "x" * 64 + " y"]
)
def test_others_are_taken(password: str) -> None:
    validate_password(password)
