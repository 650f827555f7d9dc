"""The folders that only teachers see: ``live/`` (a folder a session), ``simulations/`` with ``simulations/guides/``, and ``coordinators/``."""
