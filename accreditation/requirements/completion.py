"""Whether a program is completed: the one rule behind the board, certificates, requirements and “trained” (domain reference, 8.4)."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from accreditation.dossier import Dossier, ProgramRules, Training
from accreditation.requirements.base import Answer, Requirement, met, missing
from lms.core.wording import hours

LIVE_MODES = ("in_person", "live_remote", "hybrid")


def share(stated: int, percent: int) -> int:
    """The least whole minutes that are ``percent`` of ``stated``: 90 % of 2 160 is 1 944, and 1 943 is not enough."""
    return -(-stated * percent // 100)


def short_minutes(training: Training) -> int:
    """Minutes still missing to the program's minimum share."""
    return max(0, share(training.stated_minutes, training.minimum_percent) - training.minutes)


def live_minutes(training: Training) -> int:
    """Credited minutes with a teacher, in the room or by video; make-up work is not among them."""
    return sum(training.minutes_by_mode.get(mode, 0) for mode in LIVE_MODES)


def short_attendance(training: Training, rules: ProgramRules) -> int:
    """Minutes taught live that are still missing to the share the rules ask for; make-up work counts where the rules say so, and stays apart."""
    have = live_minutes(training) + (training.make_up_minutes if rules.make_up_counts else 0)
    return max(0, share(training.stated_live_minutes, rules.attendance_percent) - have)


def missing_of_training(training: Training, rules: ProgramRules) -> list[str]:
    """What one track still asks for, in sentences; empty when it is complete. Attendance is asked for on EOIR's list only."""
    gaps = []
    if short_minutes(training):
        gaps.append(_("%(time)s more in %(track)s.") % {"time": hours(short_minutes(training)), "track": training.track_title})
    if training.on_eoir_list and short_attendance(training, rules):
        asked = _("%(time)s more with a teacher, or made up.") if rules.make_up_counts else _("%(time)s more with a teacher.")
        gaps.append(asked % {"time": hours(short_attendance(training, rules))})
    empty = [topic.title for topic in training.topics if topic.required and topic.minutes <= 0]
    if training.all_required_topics and empty:
        gaps.append(_("No credited time yet in: %(topics)s.") % {"topics": ", ".join(empty)})
    return gaps + [_("“%(title)s” is not passed yet.") % {"title": result.title} for result in training.results if result.required and not result.passed]


def missing_to_complete(trainings: Iterable[Training], rules: ProgramRules) -> list[str]:
    """What the program still asks for before its student is trained, in sentences; empty when nothing.

    The tracks on EOIR's list decide, or all of them where none is on it; outside trainings are not the program's.
    """
    own = [training for training in trainings if training.track]
    deciding = [training for training in own if training.on_eoir_list] or own
    if not deciding:
        return [_("No training of the program is on record.")]
    return [gap for training in deciding for gap in missing_of_training(training, rules)] + _missing_results(own, rules)


def under(trainings: Iterable[Training], rules: ProgramRules) -> tuple[Training, ...]:
    """The same trainings, judged by other rules."""
    return tuple(
        replace(training, minimum_percent=rules.minimum_percent, all_required_topics=rules.all_required_topics) if training.track else training
        for training in trainings
    )


def _missing_results(trainings: list[Training], rules: ProgramRules) -> list[str]:
    results = {result.assessment: result for training in trainings for result in training.results}
    gaps = []
    for slug, what in ((rules.exam, _("The final exam")), (rules.ethics, _("The ethics quiz")), (rules.mock_interview, _("The mock interview"))):
        result = results.get(slug)
        if slug and not (result and (result.passed or result.required)):
            gaps.append(_("%(what)s is not passed yet.") % {"what": what})
    exam = results.get(rules.exam)
    if exam is not None and exam.passed and exam.percent is not None and exam.percent < rules.exam_percent:
        gaps.append(_("The final exam needs %(needed)s; the counting attempt has %(has)s.") % {"needed": f"{rules.exam_percent} %", "has": f"{exam.percent} %"})
    return gaps


def _check(dossier: Dossier) -> Answer:
    gaps = missing_to_complete(dossier.trainings, dossier.rules)
    if gaps:
        return missing(" ".join(gaps), "student", "Do what is named; each line goes away as soon as it is done.")
    return met(f"Every rule of the program is met{f' (rules {dossier.rules.version})' if dossier.rules.version else ''}.")


REQUIREMENT = Requirement("completion", "Program completed", "The program’s rules, not law", "C", _check, basis="program_rule")
