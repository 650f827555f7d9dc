"""A person’s own full export: one archive that can be read without us."""
