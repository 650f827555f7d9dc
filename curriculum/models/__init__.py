from curriculum.models.announcement import Announcement
from curriculum.models.attendance import AttendanceSheet, NameChoice, PresenceAdjustment, PresenceEvent, PresenceHow, PresenceKind, RosterImport
from curriculum.models.attestation import Attestation, AttestationDecision
from curriculum.models.authority import Authority, AuthorityStatus, AuthorityStatusChange
from curriculum.models.citation import SnapshotCitation, TermCitation
from curriculum.models.cohort import Cohort
from curriculum.models.completion import LessonCompletion, LessonProgress
from curriculum.models.enrollment import Enrollment, EnrollmentState
from curriculum.models.glossary import GlossaryTerm
from curriculum.models.law_change import DeltaAssignment, ItemState, LawChange, LawChangeItem, Relation
from curriculum.models.lesson import CreditMode, LessonAuthority, LessonPage, LessonTopic
from curriculum.models.lesson_question import LessonQuestion
from curriculum.models.live_session import LiveSession, MakeUpState, SessionKind, SessionMakeUp, SessionMode
from curriculum.models.mark import Mark, MarkKind
from curriculum.models.material import MaterialKind, MaterialMode, MaterialPart, MaterialSheet, TeachingMaterial
from curriculum.models.module import ModuleAuthority, ModulePage, ModuleTopic
from curriculum.models.page_copy import PageCopy
from curriculum.models.places import EnrollmentStep, JoinLink, LinkUse, WaitingPlace
from curriculum.models.plan import CalendarFeed, Extension, Holiday, MakeUp, PlannedPage
from curriculum.models.prerequisite import LessonPrerequisite
from curriculum.models.previewed import preview_views
from curriculum.models.problem import Problem, ProblemKind
from curriculum.models.program import ProgramPage, ProgramSession, ProgramTrack
from curriculum.models.reading_place import ReadingPlace
from curriculum.models.recording import Recording
from curriculum.models.review import AttorneyReviewTask, LessonReview, LessonWriting, PeerReviewTask, ReviewStep, Verdict, states_reviewed_by
from curriculum.models.reviewed import NOT_REVIEWED
from curriculum.models.search_entry import SearchEntry, SearchKind
from curriculum.models.snapshot import ContentSnapshot
from curriculum.models.study import StudyEvent, StudySegment, StudySession, StudyState
from curriculum.models.study_flag import StudyFlag, StudyFlagDismissal
from curriculum.models.topic import Topic

__all__ = [
    "NOT_REVIEWED",
    "Announcement",
    "AttendanceSheet",
    "Attestation",
    "AttestationDecision",
    "AttorneyReviewTask",
    "Authority",
    "AuthorityStatus",
    "AuthorityStatusChange",
    "CalendarFeed",
    "Cohort",
    "ContentSnapshot",
    "CreditMode",
    "DeltaAssignment",
    "Enrollment",
    "EnrollmentState",
    "EnrollmentStep",
    "Extension",
    "GlossaryTerm",
    "Holiday",
    "ItemState",
    "JoinLink",
    "LawChange",
    "LawChangeItem",
    "LessonAuthority",
    "LessonCompletion",
    "LessonPage",
    "LessonPrerequisite",
    "LessonProgress",
    "LessonQuestion",
    "LessonReview",
    "LessonTopic",
    "LessonWriting",
    "LinkUse",
    "LiveSession",
    "MakeUp",
    "MakeUpState",
    "Mark",
    "MarkKind",
    "MaterialKind",
    "MaterialMode",
    "MaterialPart",
    "MaterialSheet",
    "ModuleAuthority",
    "ModulePage",
    "ModuleTopic",
    "NameChoice",
    "PageCopy",
    "PeerReviewTask",
    "PlannedPage",
    "PresenceAdjustment",
    "PresenceEvent",
    "PresenceHow",
    "PresenceKind",
    "Problem",
    "ProblemKind",
    "ProgramPage",
    "ProgramSession",
    "ProgramTrack",
    "ReadingPlace",
    "Recording",
    "Relation",
    "ReviewStep",
    "RosterImport",
    "SearchEntry",
    "SearchKind",
    "SessionKind",
    "SessionMakeUp",
    "SessionMode",
    "SnapshotCitation",
    "StudyEvent",
    "StudyFlag",
    "StudyFlagDismissal",
    "StudySegment",
    "StudySession",
    "StudyState",
    "TeachingMaterial",
    "TermCitation",
    "Topic",
    "Verdict",
    "WaitingPlace",
    "preview_views",
    "states_reviewed_by",
]
