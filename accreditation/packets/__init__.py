"""Putting a packet together: parts in order, stamped and bookmarked, with a manifest; the same bytes for the same facts."""
