"""Where log lines go: to standard error, one a line, made harmless by ``lms.core.operations.log_lines``."""

from typing import Any

OURS = ("lms", "curriculum", "assessments", "accreditation")
# libraries that bring handlers of their own
THEIRS = ("django", "django.server", "gunicorn.error", "gunicorn.access")


def log_lines(*, shape: str, level: str) -> dict[str, Any]:
    """Django's LOGGING: lines as ``shape`` (json or plain), ours from ``level`` on, other people's from WARNING on."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "lms.core.operations.log_lines.formatter", "shape": shape}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            **{name: {"level": level} for name in OURS},
            **{name: {"handlers": [], "propagate": True} for name in THEIRS},
        },
    }
