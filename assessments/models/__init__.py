from assessments.models.attempt import Attempt, AttemptItem, AttemptState, AttemptStep
from assessments.models.bank import QuestionBank
from assessments.models.grade import Grade
from assessments.models.imported import ImportedResult
from assessments.models.question import Question, QuestionCitation, QuestionState, QuestionVersion
from assessments.models.quiz import AssessmentItem, AssessmentPage, Release

__all__ = [
    "AssessmentItem", "AssessmentPage", "Attempt", "AttemptItem", "AttemptState", "AttemptStep", "Grade", "ImportedResult", "Question", "QuestionBank",
    "QuestionCitation",
    "QuestionState", "QuestionVersion", "Release",
]  # fmt: skip
