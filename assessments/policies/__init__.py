"""Rules of assessments as plain Python: no tables, no clock, no person."""
