from assessments.models.attempt import Attempt, AttemptItem, AttemptState, AttemptStep
from assessments.models.bank import QuestionBank
from assessments.models.dispute import Dispute, DisputeMessage
from assessments.models.fix import FixPolicy, FixRow, FixState, QuestionFix
from assessments.models.grade import JUDGED, Grade, GradeKind
from assessments.models.marking import Claim, MarkingRules, Opinion, SavedComment
from assessments.models.question import Question, QuestionCitation, QuestionState, QuestionVersion
from assessments.models.quiz import AssessmentItem, AssessmentPage, Release
from assessments.models.release import ResultRelease

__all__ = [
    "JUDGED", "AssessmentItem", "AssessmentPage", "Attempt", "AttemptItem", "AttemptState", "AttemptStep", "Claim", "Dispute", "DisputeMessage", "FixPolicy",
    "FixRow", "FixState", "Grade", "GradeKind", "MarkingRules", "Opinion", "Question", "QuestionBank", "QuestionCitation", "QuestionFix", "QuestionState",
    "QuestionVersion", "Release", "ResultRelease", "SavedComment",
]  # fmt: skip
