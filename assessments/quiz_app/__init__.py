"""Reading databases of django-quiz-app 0.1 to 0.5 (quiz, multichoice, true_false, essay): a file in, plain shapes out, every loss named.

The file is somebody else’s: it is opened for reading only, limited in size, and whatever is odd in it becomes a sentence, never a traceback.
"""

from assessments.quiz_app.reading import read_source
from assessments.quiz_app.shapes import Export, SourceProgress, SourceQuestion, SourceQuiz, SourceSitting
from assessments.quiz_app.translating import Translated, Untranslatable, translated

__all__ = ["Export", "SourceProgress", "SourceQuestion", "SourceQuiz", "SourceSitting", "Translated", "Untranslatable", "read_source", "translated"]
