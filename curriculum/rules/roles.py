"""Which roles stand for what."""

ANNOUNCERS = ("instructor", "coordinator")
HOLDS_PLACE = ("active", "completed")
STAFF = ("instructor", "coordinator", "officer", "auditor")
RECORD_READERS = ("coordinator", "officer", "auditor")
TEACHERS = ("instructor", "coordinator")
LESSON_UPLOAD = "curriculum.lesson_upload"  # the vault's kind of file
