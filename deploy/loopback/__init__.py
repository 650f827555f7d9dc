"""The production stack on one machine, for looking and for tests (deploy/README.md)."""
