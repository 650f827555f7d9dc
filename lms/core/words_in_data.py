"""Words that data or a register holds in English and a student's page says in the reader's language (``{% translate row.words %}``).

They are marked here, for the catalog only: lower code cannot import the models whose labels they are, and those stay English for files and letters.
``tests/project/test_catalog.py`` holds this list against the models.
"""

from django.utils.translation import gettext_noop as mark

WORDS = (
    # kinds of entries, of training and of taking part
    mark("Credit"), mark("Reversal"), mark("Adjustment"),
    mark("Law, with a teacher"), mark("Law, self-study"), mark("Skills"), mark("Trial and appellate advocacy"), mark("Supervised practice"),
    mark("Organizing"), mark("Outside training"),
    mark("In person"), mark("Live, remote"), mark("Self-paced"), mark("Hybrid"), mark("By video"), mark("In person or by video"),
    # marks in a lesson, one and many
    mark("Note"), mark("Highlight"), mark("Bookmark"), mark("Notes"), mark("Highlights"), mark("Bookmarks"),
    # problems of a text
    mark("Typo"), mark("Unclear"), mark("Wrong or outdated law"), mark("Broken link"), mark("Hard to use or read"), mark("Something else"),
    # the calendar
    mark("First day"), mark("Last day"), mark("Holiday"), mark("Opens"), mark("Due"), mark("Make-up work due"), mark("Live session"),
    mark("extended for you"), mark("moved"),
    # when an attempt ends, and why none can start
    mark("time limit"), mark("the assessment closes"), mark("This assessment has not opened yet."), mark("This assessment has closed."),
    mark("You have used every attempt."), mark("This assessment is for other cohorts."), mark("There is some time between two attempts."),
    mark("Read the honor statement and accept it. Then you can start."),
    # roles
    mark("Student"), mark("Instructor"), mark("Coordinator"), mark("Administrator"), mark("Authorized officer"), mark("Supervising attorney"), mark("Auditor"),
)  # fmt: skip
