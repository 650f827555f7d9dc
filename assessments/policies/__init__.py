"""Rules of assessments in plain Python: no tables, no clock."""
