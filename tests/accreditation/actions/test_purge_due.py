"""A run over what is due: a hold keeps, a dry run removes nothing, and only what this run removed is told as removed."""

from dataclasses import dataclass

from accreditation.actions.purge_due import purge_due


@dataclass
class Thing:
    name: str
    held: bool = False
    is_there: bool = True


def take_away(thing: Thing) -> bool:
    was_there, thing.is_there = thing.is_there, False
    return was_there


def told(thing: Thing) -> dict[str, str]:
    return {"name": thing.name}


def test_what_is_held_stays_and_what_another_run_took_is_not_told_twice() -> None:
    things = [Thing("kept", held=True), Thing("due"), Thing("gone", is_there=False)]

    run = purge_due(things, take_away, told, dry_run=False)

    assert run.as_json() == {"removed": [{"name": "due"}], "held": [{"name": "kept"}]}
    assert [thing.is_there for thing in things] == [True, False, False]


def test_a_dry_run_says_what_would_go_and_takes_nothing() -> None:
    things = [Thing("kept", held=True), Thing("due")]

    run = purge_due(things, take_away, told, dry_run=True)

    assert run.as_json() == {"removed": [{"name": "due"}], "held": [{"name": "kept"}]}
    assert all(thing.is_there for thing in things)
