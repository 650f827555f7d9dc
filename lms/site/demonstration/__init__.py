"""The demonstration: two campuses, their people and cohorts. Fictional, deterministic, flagged."""
