"""Every way in which Pathway writes what may not be lost, with the fail points on it (docs/reliability.md)."""

from tests.torture.write_paths import certificates, documents, exports, filing, hours, study, vault, work
from tests.torture.write_paths.base import WritePath

WRITE_PATHS: list[WritePath] = [path for module in (hours, study, certificates, documents, filing, vault, exports, work) for path in module.PATHS]

# fail points whose kills need more than one process and its tables: the harness that kills there
ELSEWHERE = {
    "attempt.before_save_commit": "tests/torture/test_attempt_kills.py",
    "attempt.before_submit_commit": "tests/torture/test_attempt_kills.py",
    "backup.after_snapshot": "tests/lms/site/backup/test_back_up.py",
    "backup.before_manifest": "tests/lms/site/backup/test_back_up.py",
    "board.before_keeping": "tests/races/test_summary_race.py",
    "fix.after_portion": "tests/torture/test_marking_kills.py",
    "fix.before_commit": "tests/torture/test_marking_kills.py",
    "grading.after_mark": "tests/torture/test_marking_kills.py",
    "grading.after_opinion": "tests/torture/test_marking_kills.py",
    "notices.digest_gathered": "tests/races/test_letter_race.py",
    "restore.after_database": "tests/lms/site/backup/test_restore.py",
    "restore.before_commit": "tests/lms/site/backup/test_restore.py",
    "restore.before_database": "tests/lms/site/backup/test_restore.py",
    "undo.after_portion": "tests/torture/test_marking_kills.py",
}
