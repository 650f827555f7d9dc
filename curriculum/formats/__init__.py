"""Files that other people's programs read."""
