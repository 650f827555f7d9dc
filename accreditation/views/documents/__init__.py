"""Documents: a student's own, those that wait for a second person, an organization's, and how long they are kept."""
