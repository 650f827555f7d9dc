"""Which roles stand for what."""

ANNOUNCERS = ("instructor", "coordinator")
HOLDS_PLACE = ("active", "completed")
STAFF = ("instructor", "coordinator", "officer", "auditor")
RECORD_READERS = ("coordinator", "officer", "auditor")
TEACHERS = ("instructor", "coordinator")
