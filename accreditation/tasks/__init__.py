"""Background work, one file a subject."""
