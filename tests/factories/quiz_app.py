"""A database of django-quiz-app 0.5 as SQLite and as dumpdata, from the same rows. Fictional people only."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

COLUMNS = {
    "auth_user": "id, username, email",
    "quiz_category": "id, category",
    "quiz_subcategory": "id, sub_category, category_id",
    "quiz_quiz": "id, title, description, url, category_id, random_order, max_questions, answers_at_end, exam_paper, single_attempt, pass_mark, "
    "success_text, fail_text, draft",
    "quiz_question": "id, category_id, sub_category_id, figure, content, explanation",
    "quiz_question_quiz": "id, question_id, quiz_id",
    "multichoice_mcquestion": "question_ptr_id, answer_order",
    "multichoice_answer": "id, question_id, content, correct",
    "true_false_tf_question": "question_ptr_id, correct",
    "essay_essay_question": "question_ptr_id",
    "quiz_progress": "id, user_id, score",
    "quiz_sitting": "id, user_id, quiz_id, question_order, question_list, incorrect_questions, current_score, complete, user_answers, start, end",
}
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "auth_user": [(1, "ana", "Student@North.example"), (2, "ben", "ben@elsewhere.example")],
    "quiz_category": [(1, "elderberries"), (2, "fees, forms")],
    "quiz_subcategory": [(1, "red", 1)],
    "quiz_quiz": [
        (1, "Forms", "Which form?", "forms", 1, True, 2, True, True, True, 50, "Well done", "Bad luck", False),
        (2, "Not yet", "", "not-yet", None, False, None, False, False, False, 0, "", "", True),
        (3, "Too much", "", "too-much", None, False, None, True, True, True, 101, "", "", False),
    ],
    "quiz_question": [
        (1, 1, 1, "", "Which form asks for *asylum*?", "8 CFR 208.3"),
        (2, 2, None, "uploads/2014/01/01/map.png", "Which are right?", ""),
        (3, None, None, "", "A notary may represent.", "No."),
        (4, None, None, "", "Say why.", ""),
        (5, None, None, "", "Nothing is right here.", ""),
    ],
    "quiz_question_quiz": [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 4, 1), (5, 5, 1), (6, 3, 2), (7, 3, 3)],
    "multichoice_mcquestion": [(1, "content"), (2, "random"), (5, None)],
    "multichoice_answer": [
        (11, 1, "I-765", False), (12, 1, "I-589", True), (21, 2, "USCIS", True), (22, 2, "EOIR", True), (23, 2, "A notary", False), (51, 5, "a", False),
        (52, 5, "b", False),
    ],
    "true_false_tf_question": [(3, False)],
    "essay_essay_question": [(4,)],
    "quiz_progress": [(1, 1, "elderberries,1,2,fees, forms,3,4,"), (2, 2, "elderberries,0,0,old,stuff,7,9,broken")],
    "quiz_sitting": [
        (1, 1, 1, "1,2,3,4,", "", "3,,4,", 2, True, '{"1": "12", "2": "22", "3": "True", "4": "Because."}', "2014-05-01 10:00:00", "2014-05-01 10:20:00"),
        (2, 2, 1, "2,1,", "1,", "", 1, False, '{"2": 23}', "2014-05-02 10:00:00", None),
        (3, 2, 9, "1,x,", "", "", 0, True, "{}", "2014-05-02 10:00:00", None),
    ],
}  # fmt: skip
MODELS = {
    "auth_user": "auth.user", "quiz_category": "quiz.category", "quiz_subcategory": "quiz.subcategory", "quiz_quiz": "quiz.quiz",
    "quiz_question": "quiz.question", "multichoice_mcquestion": "multichoice.mcquestion", "multichoice_answer": "multichoice.answer",
    "true_false_tf_question": "true_false.tf_question", "essay_essay_question": "essay.essay_question", "quiz_progress": "quiz.progress",
    "quiz_sitting": "quiz.sitting",
}  # fmt: skip


def write_sqlite(path: Path, rows: dict[str, list[tuple[Any, ...]]] | None = None) -> Path:
    with closing(sqlite3.connect(path)) as database:
        for table, columns in COLUMNS.items():
            names = [f'"{name.strip()}"' for name in columns.split(",")]
            database.execute(f"CREATE TABLE {table} ({', '.join(names)})")
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", (rows or ROWS)[table])
        database.commit()
    return path


def write_dump(path: Path) -> Path:
    """As ``manage.py dumpdata`` writes it: keys without ``_id``, many-to-many inside the question."""
    objects = [{"model": MODELS[table], **_dumped(table, row)} for table in MODELS for row in ROWS[table]]
    path.write_text(json.dumps(objects))
    return path


def _dumped(table: str, row: tuple[Any, ...]) -> dict[str, Any]:
    facts = dict(zip([name.strip() for name in COLUMNS[table].split(",")], row, strict=True))
    pk = facts.pop("question_ptr_id", None) or facts.pop("id")
    fields = {name.removesuffix("_id"): value for name, value in facts.items()}
    if table == "quiz_question":
        fields["quiz"] = [quiz for _, question, quiz in ROWS["quiz_question_quiz"] if question == pk]
    return {"pk": pk, "fields": fields}
