"""The question types, one a file."""
