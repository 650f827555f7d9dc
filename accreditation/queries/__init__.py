"""Reads of accreditation. ``record`` is the one module from which every figure shown or exported comes."""
