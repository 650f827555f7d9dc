#!/usr/bin/env python
"""Runs Pathway's management commands under the development settings unless told otherwise."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(told(str(error)))


def told(missing: str) -> int:
    """Say which settings are missing, as `doctor` says everything; the exit code."""
    if sys.argv[1:2] == ["doctor"]:
        from lms.site.doctor.report import of_missing_settings

        sys.stdout.write(of_missing_settings(missing, as_json="--json" in sys.argv) + "\n")
    else:
        sys.stderr.write(missing + "\n")
    return 1


if __name__ == "__main__":
    main()
