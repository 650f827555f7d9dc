"""Reading and writing curricula as files."""
