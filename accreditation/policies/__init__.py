"""Rules with dates and order, as plain Python: what may follow what, and when something is due. Nothing here reads a table."""
