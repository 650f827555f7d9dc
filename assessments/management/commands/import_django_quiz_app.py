"""`import_django_quiz_app SOURCE --bank SLUG [--program SLUG] [--dry-run] [--json]`: what django-quiz-app kept, into a bank."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.actions.import_quiz_app import Report, import_quiz_app
from assessments.quiz_app import read_source
from curriculum.api import programs
from lms.core.errors import Refusal


class Command(BaseCommand):
    help = "Brings in a database of django-quiz-app 0.1 to 0.5: questions, quizzes, sittings and running scores. A second run adds nothing that is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="An SQLite file, or the JSON that dumpdata writes.")
        parser.add_argument("--bank", required=True, help="The slug of the bank; it is made where it is missing.")
        parser.add_argument("--program", default="", help="The slug of the program in which the quizzes become pages; for a new bank also its program.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would come in, and keep nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        program = programs().filter(slug=options["program"]).first() if options["program"] else None
        if options["program"] and program is None:
            raise CommandError(f"There is no published program called “{options['program']}”.")
        try:
            report = import_quiz_app(export=read_source(Path(options["source"])), bank=options["bank"], program=program, by=None, dry_run=options["dry_run"])
        except Refusal as refused:
            raise CommandError(refused.sentence) from refused
        if options["as_json"]:
            self.stdout.write(json.dumps(as_json(report) | {"dry_run": options["dry_run"]}, ensure_ascii=False))
        else:
            self._say(report, options["dry_run"])

    def _say(self, report: Report, dry_run: bool) -> None:
        results = report.results
        self.stdout.write(
            f"{'Would come' if dry_run else 'Came'} in: {report.imported} questions ({report.unchanged} were there), {len(report.quizzes)} quizzes, "
        )
        self.stdout.write(f"{results['imported']} results ({results['matched']} of people known here by their e-mail address).")
        for name, sentences in report.lost.items():
            self.stdout.write(f"{name} loses: {' '.join(sentences)}")
        for name, reason in report.refused.items():
            self.stdout.write(f"{name} is refused: {reason}")
        for sentence in report.rows_lost:
            self.stdout.write(sentence)


def as_json(report: Report) -> dict[str, Any]:
    """The object that ``--json`` prints; names as ``import_questions`` uses them."""
    return {
        "imported": report.imported, "unchanged": report.unchanged, "partial": [{"id": name, "lost": lost} for name, lost in report.lost.items()],
        "refused": [{"id": name, "reason": reason} for name, reason in report.refused.items()], "questions": report.questions, "quizzes": report.quizzes,
        "results": report.results, "lost": report.rows_lost,
    }  # fmt: skip
