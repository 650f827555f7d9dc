"""What can be found by words, what stands on calendars, and links of the page header."""

from django.utils.translation import gettext_noop as mark

from curriculum.queries import search, session_dates  # noqa: F401  the dates register themselves
from lms.core import navigation, searching

searching.register("authority", mark("Authorities"), "bank", search.authorities_by)
searching.register("lesson", mark("Lessons"), "journal-text", search.lessons_by)
searching.register("recording", mark("Recordings"), "play-circle", search.recordings_by)
searching.register("term", mark("Glossary"), "book", search.terms_by)
navigation.register("Reviews", "reviews:waiting", "clipboard-check", lambda person: person.has_role("attorney"), 26)
