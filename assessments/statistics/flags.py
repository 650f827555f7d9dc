"""What makes a question worth a look, each with its sentence. A flag is a reason to read the question, never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.statistics.answers import OptionRow
from assessments.statistics.items import ItemFigures

TOO_HARD, TOO_EASY, TOO_BLUNT = 0.2, 0.95, 0.1
JUDGED_FROM = 5  # attempts: below that one person more or less decides


@dataclass(frozen=True)
class Flag:
    """``key`` is a stable word; ``weight`` orders what is worst first."""

    key: str
    label: str
    sentence: str
    weight: int


def flags_of(figures: ItemFigures, rows: Sequence[OptionRow] = ()) -> list[Flag]:
    """The worst first; none where fewer than five attempts were asked the question."""
    if figures.answers < JUDGED_FROM:
        return []
    found = [_key_suspect(rows), *_attracts_the_strong(rows), _blunt(figures), _hard(figures), _easy(figures)]
    return sorted((flag for flag in found if flag), key=lambda flag: -flag.weight)


def _hard(figures: ItemFigures) -> Flag | None:
    if figures.facility.value is None or figures.facility.value >= TOO_HARD:
        return None
    return Flag("too_hard", "Very hard", "Fewer than one point in five is earned here. Is the question clear, and was it taught?", 2)


def _easy(figures: ItemFigures) -> Flag | None:
    if figures.facility.value is None or figures.facility.value <= TOO_EASY:
        return None
    return Flag("too_easy", "Very easy", "Nearly everybody earns all points here, so it tells little about anybody.", 1)


def _blunt(figures: ItemFigures) -> Flag | None:
    value = figures.discrimination.value
    if value is None or value >= TOO_BLUNT:
        return None
    if value < 0:
        return Flag("misleading", "Misleads", "Those who do well elsewhere do worse here. The key or the wording may be wrong.", 4)
    return Flag("blunt", "Tells little", "Those who do well elsewhere hardly do better here than the others.", 3)


def _key_suspect(rows: Sequence[OptionRow]) -> Flag | None:
    """The key draws the weak rather than the strong, and some other answer is the favorite of the strong."""
    keys = [row for row in rows if row.is_key]
    if len(keys) != 1 or keys[0].top_share is None or keys[0].bottom_share is None or keys[0].top_share >= keys[0].bottom_share:
        return None
    rivals = [row for row in rows if row.answer and not row.is_key and (row.top_share or 0.0) > keys[0].top_share]
    if not rivals:
        return None
    return Flag(
        "key_suspect", "Check the key", "The strongest third prefer another answer to the one marked right, which the weakest third choose more often.", 5
    )


def _attracts_the_strong(rows: Sequence[OptionRow]) -> list[Flag]:
    if not any(row.is_key for row in rows):
        return []
    drawn = [row for row in rows if row.answer and not row.is_key and row.top_share is not None and row.top_share > (row.bottom_share or 0.0)]
    sentence = "At least one wrong answer is chosen more often by the strongest third than by the weakest."
    return [Flag("attracts_the_strong", "A wrong answer draws the strong", sentence, 3)] if drawn else []
