"""Minutes by session and track: the table that a coordinator plans a term from."""

from collections import Counter
from dataclasses import dataclass

from curriculum.checks.folder import CurriculumFolder

PARTS = ("live", "self_paced", "assessment")


@dataclass(frozen=True)
class SessionRow:
    """``number`` is 0 for modules that belong to no session."""

    number: int
    title: str
    track: str
    live: int
    self_paced: int
    assessment: int


def session_rows(folder: CurriculumFolder) -> list[SessionRow]:
    """One row for each session and track, in order. The minutes of a module that is met in two sessions are shared evenly, odd ones to the first."""
    sums: dict[tuple[int, str], Counter[str]] = {}
    for module in folder.modules:
        sessions = module.facts.sessions or [0]
        for place, number in enumerate(sessions):
            row = sums.setdefault((number, module.facts.track), Counter())
            row.update({part: _share(getattr(module.facts.minutes, part), len(sessions), place) for part in PARTS})
    titles = {session.number: session.title for session in folder.program.sessions}
    order = [track.slug for track in folder.program.tracks]
    rows = sorted(sums.items(), key=lambda row: (row[0][0], order.index(row[0][1]) if row[0][1] in order else len(order)))
    return [SessionRow(number, titles.get(number, "–"), track, *(minutes[part] for part in PARTS)) for (number, track), minutes in rows]


def _share(minutes: int, among: int, place: int) -> int:
    return minutes // among + (1 if place < minutes % among else 0)


def session_table(folder: CurriculumFolder) -> list[str]:
    """The rows as lines of text, with a sum for each track."""
    rows = session_rows(folder)
    lines = [f"{'session':>7}  {'track':<16}  {'live':>5}  {'self-paced':>10}  {'assessment':>10}  title"]
    lines += [f"{row.number or '–':>7}  {row.track:<16}  {row.live:>5}  {row.self_paced:>10}  {row.assessment:>10}  {row.title}" for row in rows]
    for track in folder.program.tracks:
        live, self_paced, assessment = (sum(getattr(row, part) for row in rows if row.track == track.slug) for part in PARTS)
        said = f"{live + self_paced + assessment} of {track.minutes} minutes"
        lines.append(f"{'all':>7}  {track.slug:<16}  {live:>5}  {self_paced:>10}  {assessment:>10}  {said}")
    return lines
