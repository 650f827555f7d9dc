from curriculum.models.authority import Authority, AuthorityStatus, AuthorityStatusChange
from curriculum.models.citation import SnapshotCitation, TermCitation
from curriculum.models.cohort import Cohort
from curriculum.models.completion import LessonCompletion, LessonProgress
from curriculum.models.enrollment import Enrollment, EnrollmentState
from curriculum.models.glossary import GlossaryTerm
from curriculum.models.law_change import DeltaAssignment, ItemState, LawChange, LawChangeItem
from curriculum.models.lesson import CreditMode, LessonAuthority, LessonPage, LessonTopic
from curriculum.models.module import ModuleAuthority, ModulePage, ModuleTopic
from curriculum.models.page_copy import PageCopy
from curriculum.models.program import ProgramPage, ProgramSession, ProgramTrack
from curriculum.models.recording import Recording
from curriculum.models.snapshot import ContentSnapshot
from curriculum.models.study import StudyEvent, StudySegment, StudySession, StudyState
from curriculum.models.topic import Topic

__all__ = [
    "Authority", "AuthorityStatus", "AuthorityStatusChange", "Cohort", "ContentSnapshot", "CreditMode", "DeltaAssignment", "Enrollment",
    "EnrollmentState", "GlossaryTerm", "ItemState", "LawChange", "LawChangeItem", "LessonAuthority", "LessonCompletion", "LessonPage",
    "LessonProgress", "LessonTopic", "ModuleAuthority", "ModulePage", "ModuleTopic", "PageCopy", "ProgramPage", "ProgramSession", "ProgramTrack", "Recording",
    "SnapshotCitation", "StudyEvent", "StudySegment", "StudySession", "StudyState", "TermCitation", "Topic",
]  # fmt: skip
