"""Attendance without tables: what a code is, who a name on a list may be, and how many minutes somebody was there."""
