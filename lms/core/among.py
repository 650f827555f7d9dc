"""``field__among=[…]``: like ``__in``, with one parameter however many values there are.

Constraint: lists of some hundred ids stand in nearly every query of a long export, and a statement with a placeholder for each of them takes the driver
longer to prepare than its answer takes to read. No subqueries, no ``None``; an empty list finds nothing.
"""

import json
from typing import Any

from django.db.models import Field, Lookup


class Among(Lookup[Any]):
    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any]:
        """The values as the database's driver takes them, in a fixed order."""
        field = getattr(self.lhs.output_field, "target_field", self.lhs.output_field)
        return sorted({field.get_prep_value(value) for value in self.rhs})

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        lhs, parameters = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", (*parameters, self.rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        lhs, parameters = self.process_lhs(compiler, connection)
        return f"{lhs} IN (SELECT value FROM json_each(%s))", (*parameters, json.dumps(self.rhs))  # noqa: S608  a column of the ORM's  # nosec B608


def register() -> None:
    Field.register_lookup(Among)
