from assessments.models.accommodation import Accommodation, AttemptPause, CohortWindow, HonorAcceptance, PageLeft
from assessments.models.attempt import Attempt, AttemptItem, AttemptState, AttemptStep
from assessments.models.bank import QuestionBank
from assessments.models.dispute import Dispute, DisputeMessage
from assessments.models.fix import FixPolicy, FixRow, FixState, QuestionFix
from assessments.models.grade import JUDGED, Grade, GradeKind
from assessments.models.gradebook import Exemption, GradebookGroup, GradebookWeight
from assessments.models.imported import ImportedResult
from assessments.models.journal import AttemptNotes, ConflictChoice, ConflictingAnswer, LateAnswer, LateDecision
from assessments.models.marking import Claim, MarkingRules, Opinion, SavedComment
from assessments.models.practice import PracticeCard
from assessments.models.question import Question, QuestionCitation, QuestionState, QuestionVersion
from assessments.models.question_entry import QuestionEntry
from assessments.models.question_state import QuestionStateChange
from assessments.models.quiz import AssessmentPage, Counting, Navigation, Release
from assessments.models.quiz_parts import AssessmentDraw, AssessmentItem, AssessmentSection, AssessmentTopicPass
from assessments.models.release import ResultRelease

__all__ = [
    "JUDGED", "Accommodation", "AssessmentDraw", "AssessmentItem", "AssessmentPage", "AssessmentSection", "AssessmentTopicPass", "Attempt", "AttemptItem",
    "AttemptNotes", "AttemptPause", "AttemptState", "AttemptStep", "Claim", "CohortWindow", "ConflictChoice", "ConflictingAnswer", "Counting", "Dispute",
    "DisputeMessage", "Exemption", "FixPolicy", "FixRow", "FixState", "Grade", "GradeKind", "GradebookGroup", "GradebookWeight", "HonorAcceptance",
    "ImportedResult", "LateAnswer", "LateDecision", "MarkingRules", "Navigation", "Opinion", "PageLeft", "PracticeCard", "Question", "QuestionBank",
    "QuestionCitation", "QuestionEntry", "QuestionFix", "QuestionState", "QuestionStateChange", "QuestionVersion", "Release", "ResultRelease", "SavedComment",
]  # fmt: skip
