"""Several rows of another table in one column of a query, as JSON: what would be a query of its own costs none.

    with_plan = Subquery(PlannedPage.objects.filter(cohort=OuterRef("cohort")).order_by().values(all=JsonRows("page__path", "due_on")))

gives ``[[path, due], …]``; dates come as ISO text. SQLite and PostgreSQL.
"""

from typing import Any

from django.db.models import Func, JSONField


class _JsonArray(Func):
    function = "JSON_ARRAY"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_BUILD_ARRAY", **context)


class JsonRows(Func):
    """Every row of the sub-query as one array of arrays. A ``Func``, not an ``Aggregate``: Django would group by the primary key."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def __init__(self, *columns: Any) -> None:
        super().__init__(_JsonArray(*columns, output_field=JSONField()))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_AGG", **context)
