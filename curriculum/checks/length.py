"""Every lesson is long enough to teach something and short enough for one sitting: 800 to 1800 words of teaching text.

Counted are the words of its text, tables and callouts, headings and citations included: what stands between spaces and has a letter or a
figure. Not counted are front matter, knowledge checks, cards of authorities, and what recordings say (``prose.teaching_text``).
"""

from curriculum.checks.folder import CurriculumFolder
from curriculum.checks.prose import teaching_text, words
from curriculum.importers.folder.faults import Faults

LEAST, MOST = 800, 1800


def check(folder: CurriculumFolder, faults: Faults) -> str:
    counts = []
    for lesson in folder.lessons:
        counts.append(count := len(words(teaching_text(lesson))))
        if not LEAST <= count <= MOST:
            mend = "Say more, or join it to another." if count < LEAST else "Cut it, or make two of it."
            faults.add(lesson.path, f"it has {count} words of teaching text, {LEAST} to {MOST} are right. {mend}")
    return f"{sum(counts)} words in {len(counts)} lessons, {min(counts)} to {max(counts)} each" if counts else "no lesson"
