from curriculum.models.authority import Authority, AuthorityStatus, AuthorityStatusChange
from curriculum.models.citation import SnapshotCitation, TermCitation
from curriculum.models.cohort import Cohort
from curriculum.models.completion import LessonCompletion, LessonProgress
from curriculum.models.enrollment import Enrollment, EnrollmentState
from curriculum.models.glossary import GlossaryTerm
from curriculum.models.law_change import DeltaAssignment, ItemState, LawChange, LawChangeItem
from curriculum.models.lesson import CreditMode, LessonAuthority, LessonPage, LessonTopic
from curriculum.models.mark import Mark, MarkKind
from curriculum.models.module import ModuleAuthority, ModulePage, ModuleTopic
from curriculum.models.problem import Problem, ProblemKind
from curriculum.models.program import ProgramPage, ProgramSession, ProgramTrack
from curriculum.models.reading_place import ReadingPlace
from curriculum.models.recording import Recording
from curriculum.models.search_entry import SearchEntry, SearchKind
from curriculum.models.snapshot import ContentSnapshot
from curriculum.models.study import StudyEvent, StudySegment, StudySession, StudyState
from curriculum.models.topic import Topic

__all__ = [
    "Authority", "AuthorityStatus", "AuthorityStatusChange", "Cohort", "ContentSnapshot", "CreditMode", "DeltaAssignment", "Enrollment",
    "EnrollmentState", "GlossaryTerm", "ItemState", "LawChange", "LawChangeItem", "LessonAuthority", "LessonCompletion", "LessonPage",
    "LessonProgress", "LessonTopic", "Mark", "MarkKind", "ModuleAuthority", "ModulePage", "ModuleTopic", "Problem", "ProblemKind", "ProgramPage",
    "ProgramSession", "ProgramTrack", "ReadingPlace", "Recording", "SearchEntry", "SearchKind", "SnapshotCitation", "StudyEvent", "StudySegment",
    "StudySession", "StudyState", "TermCitation", "Topic",
]  # fmt: skip
