"""Request in, message out."""
