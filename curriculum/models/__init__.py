from curriculum.models.authority import Authority
from curriculum.models.cohort import Cohort
from curriculum.models.completion import LessonCompletion, LessonProgress
from curriculum.models.enrollment import Enrollment, EnrollmentState
from curriculum.models.lesson import CreditMode, LessonAuthority, LessonPage, LessonTopic
from curriculum.models.module import ModuleAuthority, ModulePage, ModuleTopic
from curriculum.models.program import ProgramPage, ProgramSession, ProgramTrack
from curriculum.models.snapshot import ContentSnapshot
from curriculum.models.study import StudyEvent, StudySegment, StudySession, StudyState
from curriculum.models.topic import Topic

__all__ = [
    "Authority", "Cohort", "ContentSnapshot", "CreditMode", "Enrollment", "EnrollmentState", "LessonAuthority", "LessonCompletion", "LessonPage",
    "LessonProgress", "LessonTopic", "ModuleAuthority", "ModulePage", "ModuleTopic", "ProgramPage", "ProgramSession", "ProgramTrack", "StudyEvent",
    "StudySegment", "StudySession", "StudyState", "Topic",
]  # fmt: skip
