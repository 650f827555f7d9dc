"""Shapes of what students, coordinators and instructors ask for."""
