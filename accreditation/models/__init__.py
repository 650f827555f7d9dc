from accreditation.models.entry import Entry, EntryNote, LedgerHead

__all__ = ["Entry", "EntryNote", "LedgerHead"]
