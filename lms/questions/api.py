"""The door of lms.questions."""

from lms.core.registry import UnknownKind
from lms.questions.base import QuestionType
from lms.questions.citations import citation_readers, read_citations
from lms.questions.content import Content
from lms.questions.errors import InvalidContent, InvalidMark, InvalidResponse
from lms.questions.files import FILE_TYPES, MOST_FILES, MOST_MEGABYTES, AnswerFile, file_said, unnamed, with_file, without_file
from lms.questions.grades import Grade, PartGrade
from lms.questions.pictures import FOLDER as PICTURES_FOLDER
from lms.questions.registry import question_types, validate_content
from lms.questions.rendering import Rendered
from lms.questions.responses import Form, Response
from lms.questions.rubric import Criterion
from lms.questions.text import count_words

__all__ = [
    "FILE_TYPES",
    "MOST_FILES",
    "MOST_MEGABYTES",
    "PICTURES_FOLDER",
    "AnswerFile",
    "Content",
    "Criterion",
    "Form",
    "Grade",
    "InvalidContent",
    "InvalidMark",
    "InvalidResponse",
    "PartGrade",
    "QuestionType",
    "Rendered",
    "Response",
    "UnknownKind",
    "citation_readers",
    "count_words",
    "file_said",
    "question_types",
    "read_citations",
    "unnamed",
    "validate_content",
    "with_file",
    "without_file",
]
