"""Shapes of what people ask for, one file a subject."""
