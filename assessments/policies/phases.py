"""When a part of the feedback may be seen: one rule, in which time only ever adds.

What has come about for an attempt is a ``Moment``; each part of the feedback names what it waits for. Because every condition, once true,
stays true, a later page never shows less than an earlier one; but for ``over``, which a further attempt of the student suspends while it runs.
"""

from dataclasses import dataclass

DURING, AFTER_SUBMIT, AFTER_PASS, AFTER_CLOSE, AFTER_RELEASE, NEVER = "during", "after_submit", "after_pass", "after_close", "after_release", "never"
PARTS = ("score", "response", "marks", "key", "explanation", "comment")
WAIT_FOR_MARKS = ("score", "marks", "comment")


@dataclass(frozen=True)
class Moment:
    """What has come about: the page of the question was left for good, the attempt was submitted, every mark is there, the student passed or has no
    attempt left (and none runs), the assessment has closed to everybody, an instructor released the results."""

    left: bool = False
    submitted: bool = False
    graded: bool = False
    over: bool = False
    closed: bool = False
    released: bool = False


@dataclass(frozen=True)
class Shown:
    """Which parts of the feedback are released."""

    score: bool = False
    response: bool = False
    marks: bool = False
    key: bool = False
    explanation: bool = False
    comment: bool = False


NOTHING = Shown()
EVERYTHING = Shown(True, True, True, True, True, True)


def is_come(setting: str, moment: Moment) -> bool:
    """Whether what ``setting`` waits for has come about. Before the attempt is submitted only *during* can be."""
    if not moment.submitted:
        return setting == DURING and moment.left
    come = {DURING: True, AFTER_SUBMIT: True, AFTER_PASS: moment.over, AFTER_CLOSE: moment.closed, AFTER_RELEASE: moment.released}
    return come.get(setting, False)


def shown_at(settings: dict[str, str], moment: Moment) -> Shown:
    """``settings`` by part. Score, marks and comments wait until every mark is there; marks that are told during the attempt cannot be taken back."""
    come = {part: is_come(settings[part], moment) for part in PARTS}
    for part in WAIT_FOR_MARKS:
        come[part] &= moment.graded or (part == "marks" and settings[part] == DURING)
    return Shown(**come)
