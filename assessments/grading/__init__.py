"""Marking: which event counts, what a machine gives, how a fix changes marks, and how far two markers agree. Rows are written by ``append`` alone."""
