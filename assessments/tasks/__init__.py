"""Background work of assessments: ids in, fetch, call one action; one subject a file."""
