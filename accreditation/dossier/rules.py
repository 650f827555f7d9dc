"""What a program asks of its students before they are trained (domain reference, 8.4): settings of a program version, not law."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ProgramRules:
    """Shares are whole percents. ``minimum_percent`` is of a track's stated minutes; ``attendance_percent`` of the stated minutes of law that are
    taught live. With ``make_up_counts`` make-up work counts toward that share; it is shown apart either way.

    ``exam``, ``ethics`` and ``mock_interview`` are slugs of assessments, empty when the program does not ask for them. ``version`` names the rules.
    """

    version: str = ""
    minimum_percent: int = 90
    attendance_percent: int = 90
    make_up_counts: bool = True
    all_required_topics: bool = True
    exam: str = ""
    exam_percent: int = 70
    ethics: str = ""
    mock_interview: str = ""
