"""The read API under /api/v1/: records and completions of one campus, for programs that hold its token."""
