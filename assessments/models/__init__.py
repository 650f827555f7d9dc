from assessments.models.attempt import Attempt, AttemptItem, AttemptState, AttemptStep
from assessments.models.bank import QuestionBank
from assessments.models.grade import Grade
from assessments.models.gradebook import Exemption, GradebookGroup, GradebookWeight
from assessments.models.imported import ImportedResult
from assessments.models.practice import PracticeCard
from assessments.models.question import Question, QuestionCitation, QuestionState, QuestionVersion
from assessments.models.question_entry import QuestionEntry
from assessments.models.question_state import QuestionStateChange
from assessments.models.quiz import AssessmentItem, AssessmentPage, Release

__all__ = [
    "AssessmentItem", "AssessmentPage", "Attempt", "AttemptItem", "AttemptState", "AttemptStep", "Exemption", "Grade", "GradebookGroup", "GradebookWeight",
    "ImportedResult", "PracticeCard", "Question", "QuestionBank", "QuestionCitation", "QuestionEntry", "QuestionState", "QuestionStateChange",
    "QuestionVersion", "Release",
]  # fmt: skip
