"""A lesson takes about as long as it says: credit is given by stated minutes, so they must fit its words and tasks.

Reading. Adults read English non-fiction silently at 238 words a minute and aloud at 183 (M. Brysbaert, “How many words do we read per
minute? A review and meta-analysis of reading rate”, Journal of Memory and Language 109 (2019) 104047). So 240 is a fluent reader at the
pace of prose, and 180 one who takes each sentence of a law as slowly as if reading it aloud. Counted is all there is to read: text, tables,
callouts, cards of authorities, and knowledge checks with what they answer.

Tasks, beside their words. They are judgments of ours, to be replaced by what study logs show:

- a knowledge check, 1 minute: to choose or write, and to look back;
- an exercise, what its title says (“about five minutes”), else 3 to 5;
- for the careful reader, 1 minute more for each card of an authority (looking at the source) and each worked example (trying it first);
- a recording, its length; without ``seconds`` its transcript at 150 words a minute, the pace of calm speech.

The shorter sum is the fluent reader's, the longer the careful one's. Stated minutes may lie a fifth outside of the two, because they are whole,
add up to round sums of modules, and people differ more than that. Worked example: 1600 words, one check, an exercise of four minutes, one card,
one example: 1600/240 + 5 = 11.7 and 1600/180 + 7 = 15.9, so 10 to 19 minutes fit.
"""

import re
from dataclasses import dataclass
from math import ceil, floor

from curriculum.checks.folder import CurriculumFolder, Lesson
from curriculum.checks.prose import authority_text, plain, teaching_text, words, words_in
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.reading import Directive

FLUENT, CAREFUL, SPOKEN = 240, 180, 150  # words a minute
KNOWLEDGE_CHECK = 1
EXERCISE = (3, 5)
SOURCE = EXAMPLE = 1
TOLERANCE = 0.2
_ONES = {word: number for number, word in enumerate("one two three four five six seven eight nine".split(), start=1)}  # noqa: SIM905  read as a row
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = {word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}  # noqa: SIM905
_NUMBERS = _ONES | {word: number for number, word in enumerate(_TEENS.split(), start=10)} | _TENS
_WORDS = rf"(?:{'|'.join(_TENS)})[ -](?:{'|'.join(_ONES)})|{'|'.join(_NUMBERS)}"
_STATED = re.compile(rf"\b(?P<number>\d{{1,3}}|{_WORDS})[ \u00a0-]minutes?\b", re.IGNORECASE)  # “twenty-five minutes”, “a 45-minute letter”


@dataclass(frozen=True)
class Pace:
    """Minutes of a fluent and of a careful reader, and the whole minutes that a lesson may state."""

    words: int
    fluent: float
    careful: float

    @property
    def least(self) -> int:
        return max(1, ceil(self.fluent * (1 - TOLERANCE)))

    @property
    def most(self) -> int:
        return floor(self.careful * (1 + TOLERANCE))


def check(folder: CurriculumFolder, faults: Faults) -> str:
    stated, fluent, careful = 0, 0.0, 0.0
    for lesson in folder.lessons:
        pace, minutes = pace_of(lesson), lesson.facts.minutes
        stated, fluent, careful = stated + minutes, fluent + pace.fluent, careful + pace.careful
        if not pace.least <= minutes <= pace.most:
            fit = f"its {pace.words} words and tasks take {pace.fluent:.0f} to {pace.careful:.0f} minutes, so {pace.least} to {pace.most} fit"
            mend = "Change the minutes, the text or the time of its exercise."
            faults.add(lesson.path, f"it states {minutes} minutes; {fit}. {mend}", folder.line(lesson.path, "minutes"))
    return f"{stated} stated minutes of lessons; fluent readers need {fluent:.0f}, careful ones {careful:.0f}"


def pace_of(lesson: Lesson) -> Pace:
    count = len(words(read_text(lesson)))
    exercises = [stated_minutes(exercise) for exercise in lesson.callouts("exercise")]
    both = KNOWLEDGE_CHECK * len(lesson.knowledge_checks) + sum(_recorded(piece) for name in ("video", "audio") for piece in lesson.blocks(name))
    extra = SOURCE * len(lesson.blocks("authority")) + EXAMPLE * len(lesson.callouts("example"))
    return Pace(count, count / FLUENT + both + sum(least for least, _ in exercises), count / CAREFUL + both + sum(most for _, most in exercises) + extra)


def read_text(lesson: Lesson) -> str:
    """All that a student reads in a lesson."""
    cards = [authority_text(card) for card in lesson.blocks("authority")]
    asked = [plain("\n".join([check.stem, check.explanation, *words_in(check.content)])) for check in lesson.knowledge_checks]
    return "\n".join([teaching_text(lesson), *cards, *asked])


def stated_minutes(exercise: Directive) -> tuple[int, int]:
    """At least and at most, as the title of the exercise says."""
    stated = _STATED.search(exercise.arguments.get("title", ""))
    if stated is None:
        return EXERCISE
    number = stated["number"].lower()
    minutes = int(number) if number.isdigit() else sum(_NUMBERS[word] for word in re.split("[ -]", number))
    return minutes, minutes


def _recorded(recording: Directive) -> float:
    seconds = recording.arguments.get("seconds", "")
    return float(seconds) / 60 if re.fullmatch(r"\d+(\.\d+)?", seconds) else len(words(recording.body)) / SPOKEN
