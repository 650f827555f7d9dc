from assessments.models.accommodation import Accommodation, AttemptPause, CohortWindow, HonorAcceptance, PageLeft
from assessments.models.attempt import Attempt, AttemptItem, AttemptState, AttemptStep
from assessments.models.bank import QuestionBank
from assessments.models.grade import Grade
from assessments.models.question import Question, QuestionCitation, QuestionState, QuestionVersion
from assessments.models.question_entry import QuestionEntry
from assessments.models.question_state import QuestionStateChange
from assessments.models.quiz import AssessmentPage, Counting, Navigation, Release
from assessments.models.quiz_parts import AssessmentDraw, AssessmentItem, AssessmentSection, AssessmentTopicPass

__all__ = [
    "Accommodation", "AssessmentDraw", "AssessmentItem", "AssessmentPage", "AssessmentSection", "AssessmentTopicPass", "Attempt", "AttemptItem",
    "AttemptPause", "AttemptState", "AttemptStep", "CohortWindow", "Counting", "Grade", "HonorAcceptance", "Navigation", "PageLeft", "Question",
    "QuestionBank", "QuestionCitation", "QuestionEntry", "QuestionState", "QuestionStateChange", "QuestionVersion", "Release",
]  # fmt: skip
