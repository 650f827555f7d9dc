"""Patterns of study worth a look, one file a pattern: plain data in, a finding out. They never change what is credited."""

from curriculum.flags.base import Beat, Flag, SessionFacts
from curriculum.flags.impossible_pace import ImpossiblePace
from curriculum.flags.instant_answers import InstantAnswers
from curriculum.flags.never_scrolled import NeverScrolled
from curriculum.flags.regular_beats import RegularBeats
from lms.core.registry import Registry

flags: Registry[Flag] = Registry("flag on study")
for _flag in (RegularBeats(), NeverScrolled(), ImpossiblePace(), InstantAnswers()):
    flags.register(_flag.key, _flag)

__all__ = ["Beat", "Flag", "SessionFacts", "flags"]
