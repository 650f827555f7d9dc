"""What a program teaches, module by module: the part of a syllabus that is the same for every student."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One module: in which ``sessions`` it is taught, the minutes it states by component, what its students can do after it, its main sources."""

    title: str
    track: str
    sessions: tuple[int, ...]
    minutes_live: int
    minutes_self_paced: int
    minutes_assessment: int
    objectives: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
