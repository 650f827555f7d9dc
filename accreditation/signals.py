"""What accreditation tells in its own transaction: past tense, plain data."""

from django.dispatch import Signal

# an entry was undone: ``entry`` is the one that no longer stands, ``by`` the public id of who approved it
entry_reversed = Signal()
