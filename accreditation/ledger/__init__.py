"""The append-only ledger of credited minutes: drafts in, entries out, and proof that nothing was changed."""
