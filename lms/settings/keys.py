"""Development keys, made once and kept below DATA_DIR; production brings its own (security.md, principle 14)."""

import secrets
from pathlib import Path


def development_secret(folder: Path, name: str) -> str:
    """The secret called ``name`` in ``folder``, created with owner-only permission on first use."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()
