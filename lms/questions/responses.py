"""From a form or a script to a response: the shapes types share. Whatever is odd is refused, never guessed at."""

from collections.abc import Mapping, Sequence
from typing import Any

from lms.questions.errors import InvalidResponse

Response = dict[str, Any]
Form = Mapping[str, Sequence[str]]
"""Every value sent under each name, as ``dict(request.POST.lists())`` gives them; a ``QueryDict`` works too."""
ODD_SHAPE = "This answer does not have the shape that the question expects. Reload the page and answer again."


def was_sent(form: Form, name: str) -> bool:
    """True when the form speaks of the question called ``name``, be it with an empty field.

    Browsers send nothing for unchosen buttons, so every widget carries an empty hidden field; without it, saving one
    page of a quiz would wipe the answers on the others.
    """
    return any(key == name or key.startswith(f"{name}-") for key in form)


def many_values(form: Form, name: str) -> list[str]:
    """Everything sent under ``name`` but empty text, in order."""
    return [value for value in all_values(form, name) if value != ""]


def one_value(form: Form, name: str) -> Any:
    """The one value sent under ``name``, ``None`` for nothing; several different ones come back as a list, which no type accepts."""
    values = list(dict.fromkeys(many_values(form, name)))
    return values if len(values) > 1 else (values[0] if values else None)


def only(response: Any, key: str) -> Any:
    """The value of the one field a response holds; raises ``InvalidResponse`` for any other shape."""
    if not isinstance(response, Mapping) or set(response) != {key}:
        raise InvalidResponse(ODD_SHAPE)
    return response[key]


def pieces(form: Form, name: str) -> dict[str, list[str]]:
    """Every field ``name-…`` by what follows the hyphen, with all its values: the form of the parts of a question."""
    return {key.removeprefix(f"{name}-"): list(all_values(form, key)) for key in form if key.startswith(f"{name}-")}


def all_values(form: Form, name: str) -> Sequence[str]:
    """Everything sent under ``name``, empty texts included."""
    getlist = getattr(form, "getlist", None)  # Django's QueryDict answers [] with the last value only
    return getlist(name) if getlist else form.get(name, ())
