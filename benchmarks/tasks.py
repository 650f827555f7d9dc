"""The rows of the goals table that can be measured: what is sent, against which floor, and what must hold."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.client import Answer, Client

LESSON = "/learn/bench/module-1/lesson-1-1/"
OUTLINE = "/learn/bench/"
SMALL, LARGE = "/cohorts/board-100/", "/cohorts/board-10000/"


@dataclass(frozen=True)
class Goal:
    """Limits of one row: ratio to its floor and, where the row has them, SQL statements and KB."""

    must: float
    aim: float
    sql: int | None = None
    kb: int | None = None


@dataclass(frozen=True)
class Task:
    """``ours`` and ``floor`` send once and return seconds; ``probe`` sends once with SQL counted."""

    row: int
    name: str
    floor_name: str
    goal: Goal
    ours: Callable[[], float]
    floor: Callable[[], float]
    probe: Callable[[], list[Answer]]
    requests: int = 30
    notes: dict[str, Any] = field(default_factory=dict)


class Bench:
    """Signed-in clients of both servers; the tasks are its methods."""

    def __init__(self, students: list[Client], floors: list[Client], coordinator: Client | None = None) -> None:
        self.students = students
        self.floor_client = floors[0]
        self.coordinator = coordinator
        self.turn = itertools.cycle(range(len(students)))
        self.number = itertools.count(1)

    def tasks(self) -> list[Task]:
        boards = [self.board(), self.large_board()] if self.coordinator else []
        return [self.lesson(), self.outline(), self.save(), self.quiz(), *boards, self.beat()]

    # Floors

    def f(self) -> float:
        return self.floor_client.get("/f/").expect(200).seconds

    def w(self) -> float:
        return self.floor_client.get("/bare/").expect(200).seconds

    def s(self) -> float:
        return self.floor_client.post("/s/", {"value": str(next(self.number))}).expect(200).seconds

    def t(self) -> float:
        return self.floor_client.get("/t/").expect(200).seconds

    # Rows

    def lesson(self) -> Task:
        student = self.students[0]
        return Task(
            1, "signed-in lesson, 15 KB, 30 citations, progress and beats", "F", Goal(4.5, 3, sql=14),
            lambda: student.get(LESSON).expect(200).seconds, self.f, lambda: [student.get(LESSON, count_sql=True).expect(200)],
        )  # fmt: skip

    def outline(self) -> Task:
        student = self.students[0]
        return Task(
            2, "program outline, 60 lessons, with progress", "F", Goal(7, 5, sql=15, kb=80),
            lambda: student.get(OUTLINE).expect(200).seconds, self.f, lambda: [student.get(OUTLINE, count_sql=True).expect(200)],
        )  # fmt: skip

    def save(self) -> Task:
        """One answer at a time in an attempt of 20 questions, each save with a key of its own."""
        student = self.students[1]
        path, names = self._start(student, 20)

        def once(*, count_sql: bool = False) -> Answer:
            number = next(self.number)
            form = {"key": f"bench-{number:012d}", names[number % 20]: "abc"[number % 3]}
            return student.post(f"{path}save/", form, count_sql=count_sql, json=True).expect(200)

        return Task(3, "save one answer: durable, idempotent, audited", "S", Goal(3, 2, sql=10), lambda: once().seconds, self.s, lambda: [once(count_sql=True)])

    def quiz(self) -> Task:
        """A whole quiz: start, questions, two saves, submit, result."""
        student = self.students[2]
        return Task(
            4, "whole 20-question quiz in 6 requests", "F", Goal(30, 20), lambda: sum(answer.seconds for answer in self._sit(student, 20)), self.f,
            lambda: self._sit(student, 20, count_sql=True), requests=3, notes={"sql_of_10": lambda: self._again(student, 10)},
        )  # fmt: skip

    def board(self) -> Task:
        """A cohort of 100 in the program of sixty lessons: 25 rows with status, readiness, hours, dates."""
        return Task(
            5, "coordinator's board, 25 rows, cohort of 100", "T", Goal(1.5, 0.8), lambda: self._board(SMALL), self.t, lambda: [self._board_answer(SMALL)],
            requests=15,
        )  # fmt: skip

    def large_board(self) -> Task:
        """The same board of 10 000, against that of 100."""
        return Task(
            5, "coordinator's board, cohort of 10 000 against 100", "board of 100", Goal(1.3, 1.1), lambda: self._board(LARGE), lambda: self._board(SMALL),
            lambda: [self._board_answer(LARGE)], requests=15,
        )  # fmt: skip

    def _board(self, path: str) -> float:
        assert self.coordinator is not None
        return self.coordinator.get(path).expect(200).seconds

    def _board_answer(self, path: str) -> Answer:
        assert self.coordinator is not None
        return self.coordinator.get(path, count_sql=True).expect(200)

    def _again(self, student: Client, count: int) -> list[Answer]:
        """The second sitting: the first one earns hours, which takes statements of its own."""
        self._sit(student, count)
        return self._sit(student, count, count_sql=True)

    def beat(self) -> Task:
        """Beats of all students in turn: one person may send 40 a minute."""
        tokens = [_token(student.get(LESSON).expect(200).body) for student in self.students]
        for student, token in zip(self.students, tokens, strict=True):
            student.post("/study/beats/", {"token": token, "kind": "open", "seq": "0"}).expect(200)

        def once(*, count_sql: bool = False) -> Answer:
            at = next(self.turn)
            form = {"token": tokens[at], "kind": "beat", "seq": str(next(self.number)), "active_ms": "30000", "visible": "1"}
            return self.students[at].post("/study/beats/", form, count_sql=count_sql).expect(200)

        return Task(11, "one study beat", "S", Goal(1.5, 1.2, sql=4), lambda: once().seconds, self.s, lambda: [once(count_sql=True)])

    # Pieces

    def _start(self, student: Client, count: int, *, count_sql: bool = False) -> tuple[str, list[str]]:
        started = student.post(f"/learn/bench/module-{1 if count == 20 else 2}/quiz-{count}/", {}, count_sql=count_sql).expect(302)
        return started.location, _questions(student.get(started.location).expect(200).body)

    def _sit(self, student: Client, count: int, *, count_sql: bool = False) -> list[Answer]:
        quiz = f"/learn/bench/module-{1 if count == 20 else 2}/quiz-{count}/"
        answers = [student.post(quiz, {}, count_sql=count_sql).expect(302)]
        path = answers[0].location
        answers.append(student.get(path, count_sql=count_sql).expect(200))
        names = _questions(answers[1].body)
        if len(names) != count:
            raise AssertionError(f"The quiz of {count} shows {len(names)} questions.")
        for half in (names[: count // 2], names[count // 2 :]):
            form = {"key": f"bench-{next(self.number):012d}"} | dict.fromkeys(half, "a")
            answers.append(student.post(f"{path}save/", form, count_sql=count_sql, json=True).expect(200))
        answers.append(student.post(f"{path}submit/", {}, count_sql=count_sql).expect(302))
        answers.append(student.get(answers[-1].location, count_sql=count_sql).expect(200))
        return answers


def _questions(body: bytes) -> list[str]:
    """The fields' names of the questions of an attempt; the page has other radio buttons too."""
    return list(dict.fromkeys(re.findall(r'<input type="radio" name="(q\d+)"', body.decode())))


def _token(body: bytes) -> str:
    found = re.search(rb'data-token="([^"]+)"', body)
    if not found:
        raise AssertionError("The lesson page carries no study token.")
    return found.group(1).decode()
