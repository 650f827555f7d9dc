"""Assessments of the demonstration as they are used: sat, marked, disputed and corrected, through the doors of real use, at the times told of."""
