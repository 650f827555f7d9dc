"""The title of a sheet is its first heading; what follows is below it."""

from django.urls import reverse

from curriculum.importers.folder.materials.rendering import titled


def test_a_title_is_shown_without_its_marks() -> None:
    assert titled("# Cards for **8 CFR** and _us_\n\nText.", "sheet") == ("Cards for 8 CFR and us", "Text.")


def test_a_second_first_heading_stands_below() -> None:
    assert titled("# One\n\n# Two\n\ntext", "sheet") == ("One", "## Two\n\ntext")


def test_a_text_without_a_heading_is_called_otherwise() -> None:
    assert titled("Text with # a sign.", "sheet.md") == ("sheet.md", "Text with # a sign.")


def test_a_program_may_have_an_accented_address() -> None:
    assert reverse("materials:material", kwargs={"program": "curso-básico", "material": "who-may-help"}).endswith("/who-may-help/")
