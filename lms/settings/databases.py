"""The database: SQLite below DATA_DIR unless DATABASE_URL names PostgreSQL."""

from pathlib import Path
from typing import Any

import dj_database_url

from lms.settings import environment as env

# WAL lets readers go on while one writes; FULL keeps an acknowledged commit through a power cut;
# recursive_triggers makes INSERT OR REPLACE fire the DELETE guards of append-only tables.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA recursive_triggers=ON; PRAGMA cache_size=-16000;"
CONNECT_SECONDS = 5  # who waits longer for a database is told that it rests


def databases(data_dir: Path, synchronous: str = "FULL") -> dict[str, dict[str, Any]]:
    """Django's DATABASES for DATABASE_URL."""
    url = env.text("DATABASE_URL") or f"sqlite:///{data_dir / 'db.sqlite3'}"
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS.format(synchronous=synchronous),
        }
    else:
        config["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 3, "connect_timeout": CONNECT_SECONDS}  # decision 43
    return {"default": config}
