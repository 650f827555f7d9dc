"""The hours add up: lessons and assessments to their module, modules to their track, topics to both.

Targets are what ``program.md`` promises of each track. That the topics of a module or lesson add up to its own minutes is asked wherever
such a file is read; here they are added up once more for the whole track, so that no minute is promised twice.
"""

from curriculum.checks.folder import CurriculumFolder, Module
from curriculum.importers.folder.faults import Faults


def check(folder: CurriculumFolder, faults: Faults) -> str:
    for module in folder.modules:
        _module(folder, module, faults)
    return "; ".join(_track(folder, number, faults) for number in range(len(folder.program.tracks)))


def _module(folder: CurriculumFolder, module: Module, faults: Faults) -> None:
    stated, line = module.facts.minutes, folder.line(module.path, "minutes") if _differs(module) else None
    studied = sum(lesson.counted_minutes for lesson in module.lessons)
    tested = sum(assessment.minutes for assessment in module.asked.assessments)
    if studied != stated.self_paced:
        faults.add(module.path, f"its lessons add up to {studied} minutes, self_paced says {stated.self_paced}. Change the one or the other.", line)
    if tested != stated.assessment:
        faults.add(module.path, f"its assessments add up to {tested} minutes, assessment says {stated.assessment}. Change the one or the other.", line)
    _known(folder, module, faults)


def _differs(module: Module) -> bool:
    sums = (sum(lesson.counted_minutes for lesson in module.lessons), sum(assessment.minutes for assessment in module.asked.assessments))
    return sums != (module.facts.minutes.self_paced, module.facts.minutes.assessment)


def _known(folder: CurriculumFolder, module: Module, faults: Faults) -> None:
    """Minutes of an unknown track, or met in no session, would be in no sum."""
    if module.facts.track not in {track.slug for track in folder.program.tracks}:
        faults.add(module.path, f"the track “{module.facts.track}” is not in program.md.", folder.line(module.path, "track"))
    sessions = {session.number for session in folder.program.sessions}
    unknown = [number for number in module.facts.sessions if number not in sessions]
    if unknown or (sessions and not module.facts.sessions):
        said = f"session {unknown[0]} is not in program.md" if unknown else "it belongs to no session"
        faults.add(module.path, f"{said}. Name sessions of the program.", folder.line(module.path, "sessions"))


def _track(folder: CurriculumFolder, number: int, faults: Faults) -> str:
    track = folder.program.tracks[number]
    minutes = [module.facts.minutes for module in folder.modules if module.facts.track == track.slug]
    live, self_paced, assessment = (sum(getattr(one, part) for one in minutes) for part in ("live", "self_paced", "assessment"))
    parts = f"live {live}, self-paced {self_paced}, assessment {assessment}"
    if live + self_paced + assessment != track.minutes:
        said = f"the modules of “{track.slug}” add up to {live + self_paced + assessment} minutes ({parts}), the program promises {track.minutes}."
        faults.add(folder.document.path, f"{said} Change a module's minutes, or the promise.", folder.line(folder.document.path, "tracks", number))
    return f"{track.slug} {live + self_paced + assessment} of {track.minutes} minutes ({parts})"
