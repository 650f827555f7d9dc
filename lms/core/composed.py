"""Queries that are composed once and then only filled in (decision 42).

Django composes a query anew each time it is asked: on a page of many small questions that takes more time than the database needs to
answer them. What is asked on every page, and never differs but for its keys, is composed here once in a process.
"""

import copy
import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Row = TypeVar("Row")
Value = int | str | date | UUID | Sequence[int] | Sequence[str]
Keys, Texts = tuple[int, ...], tuple[str, ...]  # the kinds of a list, for ``field__among``


class Composed(Generic[Row]):
    """The rows of ``build(**names)``, for other values of the same names.

    ``build`` is given a stand-in for each name, of its kind (``int``, ``str``, ``date``, ``UUID``, ``Keys`` or ``Texts``), puts them
    where values go in a filter or an annotation, and returns a queryset; it may depend on nothing else that changes. ``None`` is no
    value: a query that asks for what is missing is another query. Everything of a queryset is there (related rows, annotations,
    ``values()``, locks) but prefetching.

    >>> lessons_under = Composed(lambda path: LessonPage.objects.filter(path__startswith=path), path=str)
    >>> lessons_under.rows(path="00010002")

    Raises ``ValueError`` when a stand-in does not come back among the values of the composed statement, for then it was changed on the
    way, and other values could not take its place.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **kinds: Any) -> None:
        self._build = build
        self._stand_ins: dict[str, Any] = {name: _stand_in(kind, number) for number, (name, kind) in enumerate(kinds.items(), start=1)}
        self._ready: dict[str, _Statement] = {}

    def rows(self, **values: Value) -> list[Row]:
        """The rows now. Raises ``TypeError`` for names other than those of ``build``."""
        if values.keys() != self._stand_ins.keys():
            raise TypeError(f"This query wants {', '.join(self._stand_ins)}; it was given {', '.join(values) or 'nothing'}.")
        statement = self._ready.get(DEFAULT_DB_ALIAS) or self._compose(DEFAULT_DB_ALIAS)
        return statement.rows({self._stand_ins[name]: value for name, value in values.items()})

    def first(self, **values: Value) -> Row | None:
        return next(iter(self.rows(**values)), None)

    def _compose(self, alias: str) -> "_Statement":
        self._ready[alias] = made = _Statement(self._build(**self._stand_ins), alias, self._stand_ins)
        return made


def _stand_in(kind: Any, number: int) -> Any:
    """A value of ``kind`` that no row has and no query names: Django keeps it as it is, and it is known again."""
    if kind in (Keys, Texts):
        return (_stand_in(int if kind is Keys else str, number),)
    if kind is int:
        return 2_140_007_310 + number  # also for columns that hold no negative numbers
    if kind is str:
        return f"\N{REFERENCE MARK}{number}\N{REFERENCE MARK}"  # nothing that LIKE reads as a sign
    if kind is date:
        return date(1, 1, number)
    if kind is UUID:
        return UUID(int=number)
    raise ValueError(f"A composed query cannot hold the place of {kind}.")


class _Statement:
    """SQL with its values, some of them stand-ins, and the compiler that knows what its columns mean."""

    def __init__(self, queryset: QuerySet, alias: str, stand_ins: dict[str, Value]) -> None:
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise ValueError("A composed query fetches nothing besides its own rows.")
        self.queryset = queryset.using(alias)
        self.compiler = self.queryset.query.get_compiler(alias)
        self.sql, values = self.compiler.as_sql()
        self.values = tuple(values)
        self.converters = self.compiler.get_converters([column[0] for column in self.compiler.select[: self.compiler.col_count]])
        self.places = [(at, stand_in) for at, value in enumerate(self.values) for stand_in in stand_ins.values() if _holds(value, stand_in)]
        if lost := [name for name, stand_in in stand_ins.items() if all(stand_in != found for _, found in self.places)]:
            raise ValueError(f"“{lost[0]}” is nowhere among the values of the composed query.")

    def rows(self, given: dict[Value, Value]) -> list[Any]:
        values: list[Any] = list(self.values)
        connection = connections[self.queryset.db]
        for at, stand_in in self.places:
            values[at] = _filled(values[at], stand_in, given[stand_in], connection)
        compiler = copy.copy(self.compiler)
        compiler.connection = connection  # each thread has its own
        compiler.as_sql = lambda *_, **__: (self.sql, tuple(values))
        compiler.get_converters = lambda _: self.converters
        read: Any = self.queryset._iterable_class  # type: ignore[attr-defined]
        return list(read(_Answered(self.queryset, compiler)))


def _holds(value: Any, stand_in: Value) -> bool:
    """Whether ``value`` is the stand-in, as it is, as text of a date or a UUID, as the list of ``among``, or within the pattern of a LIKE."""
    if isinstance(stand_in, tuple):
        return bool(value in ([*stand_in], json.dumps(stand_in)))
    if isinstance(stand_in, date):
        return bool(value in (stand_in, stand_in.isoformat()))
    if isinstance(stand_in, UUID):
        return bool(value in (stand_in, stand_in.hex))
    return bool(value == stand_in) or (isinstance(stand_in, str) and isinstance(value, str) and stand_in in value)


def _filled(held: Any, stand_in: Value, given: Any, connection: Any) -> Any:
    """``given`` as it goes to the database's driver where ``held`` kept its place."""
    if isinstance(stand_in, tuple):
        among = sorted(set(given))  # as ``Among`` gives them
        return json.dumps(among) if isinstance(held, str) else among
    if isinstance(given, date):
        return given.isoformat() if isinstance(held, str) else given
    if isinstance(given, UUID):
        return given.hex if isinstance(held, str) else given  # SQLite keeps it as text
    if isinstance(held, str) and held != stand_in:
        return held.replace(str(stand_in), connection.ops.prep_for_like_query(given))
    return given


class _Answered:
    """As much of a queryset as Django's readers of rows look at, with a query whose SQL is ready."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, queryset: QuerySet, compiler: Any) -> None:
        self.db = queryset.db
        self.model = queryset.model
        self._fields = queryset._fields  # type: ignore[attr-defined]
        self.query = _Query(queryset.query, compiler)


class _Query:
    def __init__(self, query: Any, compiler: Any) -> None:
        self.get_compiler = partial(_given, compiler)
        self._query = query

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def _given(compiler: Any, *_: Any, **__: Any) -> Any:
    return compiler
