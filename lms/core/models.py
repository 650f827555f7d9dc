"""Base models: public ids, and rows that are written once."""

import secrets
from typing import Any, NoReturn

from django.db import models

from lms.core.errors import Refusal


def new_public_id() -> str:
    """A random name for a row that may be seen outside: 22 URL-safe characters, 128 random bits."""
    return secrets.token_urlsafe(16)


class PublicIdModel(models.Model):
    """A row known outside by ``public_id``; the primary key never leaves the database."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    exclude_fields_in_copy = ["public_id"]

    class Meta:
        abstract = True


class AppendOnlyViolation(Refusal):
    """Somebody tried to change or remove a row that is written once."""

    status = 409
    code = "append_only"

    def __init__(self, model: str) -> None:
        super().__init__(f"{model} rows are written once. Record a correction as a new row instead.")


class AppendOnlyQuerySet(models.QuerySet):
    """A queryset that reads and inserts, and refuses everything else."""

    def _refuse(self) -> NoReturn:
        raise AppendOnlyViolation(str(self.model._meta.verbose_name).capitalize())

    def update(self, **kwargs: Any) -> NoReturn:
        self._refuse()

    def delete(self) -> NoReturn:
        self._refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def select_for_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Locking a row takes the right to change it, which the application's database role lacks (decision 118)."""
        raise RuntimeError(f"{self.model.__name__} is written once: hold a row by lms.core.written_once_lock.")


class AppendOnlyModel(models.Model):
    """A row that is written once.

    The database refuses UPDATE, DELETE, TRUNCATE and replacement through the triggers of
    ``lms.core.append_only.AppendOnlyTable``, which every concrete model's migration must add; this class
    says so earlier and in a sentence.
    """

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyViolation(str(self._meta.verbose_name).capitalize())
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyViolation(str(self._meta.verbose_name).capitalize())
