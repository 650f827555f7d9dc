"""`check --deploy` under the production settings, with the environment a deployment would have."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "DATABASE_URL": "postgresql://pathway@127.0.0.1/pathway",
    "SITE_URL": "https://pathway.example",
    "VAULT_KEYS": secrets.token_urlsafe(48),
    "SIGNING_KEYS": secrets.token_urlsafe(48),
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
    "CACHE_URL": "redis://127.0.0.1:6379/1",
    "EMAIL_URL": "smtp://pathway:secret@127.0.0.1:587",
}

if __name__ == "__main__":
    root = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **ENVIRONMENT, "DATA_DIR": folder}
        sys.exit(
            subprocess.run([sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], cwd=root, env=environment, check=False).returncode
        )
