"""What templates look up."""

from django.template import Context, Template


def test_a_mapping_is_read_by_a_key_that_a_variable_holds() -> None:
    page = Template("{% load pathway %}{{ found|at:key }}|{{ found|at:'other' }}|{{ nowhere|at:key }}|{{ nothing|at:key }}")

    assert page.render(Context({"found": {"a": 1}, "key": "a", "nothing": None})) == "1|||"
