"""Every question type there is, in the order authors see them. A new one is a file and a line here."""

from typing import Any

from lms.core.registry import Registry, UnknownKind
from lms.questions.base import QuestionType
from lms.questions.citations import read_citations
from lms.questions.content import Content
from lms.questions.errors import InvalidContent
from lms.questions.types.authority_finding import AuthorityFinding
from lms.questions.types.categorization import Categorization
from lms.questions.types.essay import Essay
from lms.questions.types.fact_pattern import FactPattern
from lms.questions.types.file_upload import FileUpload
from lms.questions.types.fill_in_the_blanks import FillInTheBlanks
from lms.questions.types.form_filling import FormFilling
from lms.questions.types.hotspot import Hotspot
from lms.questions.types.matching import Matching
from lms.questions.types.multiple_choice import MultipleChoice
from lms.questions.types.numerical import Numerical
from lms.questions.types.ordering import Ordering
from lms.questions.types.select_passage import SelectPassage
from lms.questions.types.short_answer import ShortAnswer
from lms.questions.types.single_choice import SingleChoice
from lms.questions.types.true_false import TrueFalse

question_types: Registry[QuestionType[Any]] = Registry("question type")
question_types.register(SingleChoice.key, SingleChoice())
question_types.register(MultipleChoice.key, MultipleChoice())
question_types.register(TrueFalse.key, TrueFalse())
question_types.register(ShortAnswer.key, ShortAnswer())
question_types.register(AuthorityFinding.key, AuthorityFinding(read=read_citations))
question_types.register(Numerical.key, Numerical())
question_types.register(FillInTheBlanks.key, FillInTheBlanks())
question_types.register(Matching.key, Matching())
question_types.register(Ordering.key, Ordering())
question_types.register(Categorization.key, Categorization())
question_types.register(SelectPassage.key, SelectPassage())
question_types.register(FormFilling.key, FormFilling())
question_types.register(Hotspot.key, Hotspot())
question_types.register(Essay.key, Essay())

# Its parts may be of every type above.
question_types.register(FactPattern.key, FactPattern(parts=tuple(question_types)))

# Not a part of a fact pattern: files are sent apart from the form, to one question at a time.
question_types.register(FileUpload.key, FileUpload())


def validate_content(kind: str, data: Any) -> Content:
    """The checked content that an author writes for a question of type ``kind``.

    Raises ``InvalidContent`` with a sentence for each fault, an unknown type included.
    """
    try:
        question_type = question_types.get(kind)
    except UnknownKind as unknown:
        raise InvalidContent(unknown.sentence) from None
    content: Content = question_type.validate_content(data)
    question_type.check_writing(content)
    return content
