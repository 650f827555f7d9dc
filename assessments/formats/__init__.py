"""Question files of other systems, read and written: one file or folder for each format, on one contract (``base.py``). No tables."""
