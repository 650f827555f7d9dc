"""What every type's content is made of: strict fields of limited size, nothing unknown, nothing coerced."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def _storable(text: str) -> str:
    if "\0" in text:  # neither JSON columns nor XML can hold it
        raise ValueError("this holds a character that cannot be stored")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("this must not be empty")
    return text


Storable = AfterValidator(_storable)
NotBlank = AfterValidator(_not_blank)

PartId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,20}$")]
"""The name of an option, gap, row …: unique in its question and stable for ever, because responses hold it."""

Title = Annotated[str, StringConstraints(max_length=300), Storable, NotBlank]
Markdown = Annotated[str, StringConstraints(max_length=4_000), Storable]
RequiredMarkdown = Annotated[str, StringConstraints(max_length=4_000), Storable, NotBlank]
LongMarkdown = Annotated[str, StringConstraints(max_length=20_000), Storable]
Percent = Annotated[int, Field(ge=0, le=100)]


class Content(BaseModel):
    """Base of every type's content, and of the rows inside it. Instances cannot be changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    def facts(self) -> dict[str, Any]:
        """The content as JSON-able data with every default written out: what to store, compare and export.

        Hash what was stored; do not recompute facts for a hash, because a later version of the type may add a default.
        """
        return self.model_dump(mode="json")


def refuse_repeated(ids: list[str], what: str) -> None:
    """Raise ``ValueError`` naming the first id that occurs twice among ``what`` (a plural word)."""
    seen: set[str] = set()
    for key in ids:
        if key in seen:
            raise ValueError(f"two {what} have the same id, {key}")
        seen.add(key)
