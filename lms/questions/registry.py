"""Every question type there is, in the order authors see them. A new one is a file and a line here."""

from typing import Any

from lms.core.registry import Registry
from lms.questions.base import QuestionType
from lms.questions.types.essay import Essay
from lms.questions.types.multiple_choice import MultipleChoice
from lms.questions.types.short_answer import ShortAnswer
from lms.questions.types.single_choice import SingleChoice
from lms.questions.types.true_false import TrueFalse

question_types: Registry[QuestionType[Any]] = Registry("question type")
for _type in (SingleChoice(), MultipleChoice(), TrueFalse(), ShortAnswer(), Essay()):
    question_types.register(_type.key, _type)
