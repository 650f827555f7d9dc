"""The editor's fields as templates need them: a tree of nodes made from a question's schema and what was typed, each with the faults that are about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assessments.forms.question_reading import LEFT_BLANK
from assessments.forms.question_schema import CONTENT, CORNERS, GROUP, LINES, ONE_OF, PICTURE, ROWS, Schema, inner_schema, shape_of, variant
from assessments.forms.question_words import REFERENCES, SHOWN_IDS, help_of, label_of, row_word, value_word
from lms.questions.api import question_types

MAY_BE_EMPTY = ("text", "long", LINES, CORNERS)
FIRST_IN_ROW = ("id", "kind", "type", "shape")  # what a row is, before what it holds


@dataclass
class Node:
    """One field or group of fields. ``shape`` names the template; ``place`` is how a fault speaks of it; ``spot`` an id for links; ``within`` the row."""

    shape: str
    name: str
    label: str
    place: str
    help: str = ""
    value: Any = ""
    options: list[tuple[Any, str]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    word: str = ""
    within: str = ""
    optional: bool = False
    least: int | None = None
    most: int | None = None

    @property
    def said(self) -> str:
        """What the field is called away from its place: “Option 2, Text”."""
        return f"{self.within}, {self.label}" if self.within else self.label

    @property
    def is_folded(self) -> bool:
        """A longer text that may be left out, and is: it waits behind its label."""
        return self.shape == "long" and self.optional and not self.value and not self.faults and self.name.count(".") > 1

    @property
    def template(self) -> str:
        return f"assessments/bank/fields/{self.shape}.html"

    @property
    def spot(self) -> str:
        return self.name.replace(".", "-")

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class _At:
    """Where a field stands: the model and name it has, the data beside it, and all of the content it is in."""

    model: str = ""
    field: str = ""
    beside: Any = None
    whole: Any = None


def tree(schema: Schema, data: dict[str, Any], faults: Sequence[str] = (), choices: dict[str, list[tuple[str, str]]] | None = None) -> Node:
    """All fields of a question. ``choices`` are values to choose from for lists of texts, by the field's name."""
    root = _node(schema, data, "q", "", _At())
    for node in root.walk():
        if choices and node.name.removeprefix("q.") in choices:
            offered = choices[node.name.removeprefix("q.")]
            node.shape, node.value = "checks", list(data.get(node.name.removeprefix("q.")) or [])
            node.options = offered + [(value, value) for value in node.value if value not in dict(offered)]
    _spread(root, faults)
    return root


def _spread(root: Node, faults: Sequence[str]) -> None:
    """Give each fault to the field it speaks of, or to the nearest group around it."""
    nodes = sorted((node for node in root.walk() if node.place and node.shape != "hidden"), key=lambda node: -len(node.place))
    for fault in faults:
        found = next((node for node in nodes if fault.startswith((f"{node.place}: ", f"{node.place}, "))), None)
        said = _said(found.shape, fault[len(found.place) + 2 :]) if found else fault
        (found or root).faults.append(said[:1].upper() + said[1:])


def faults_said(root: Node) -> list[str]:
    """Every fault with the name of its field."""
    return [f"{node.said}: {fault}" if node.name != "q" else fault for node in root.walk() for fault in node.faults]


def _said(shape: str, fault: str) -> str:
    """The fault in the words of a screen, where there are no files and no names to be written."""
    if shape == PICTURE and fault.startswith("file: "):
        return "choose a picture."
    if shape == "choice" and "lower-case" in fault:
        return "choose one."
    return fault.replace(", in quotes where it has decimals", "").replace(" (in YAML, put figures and words such as yes in quotes)", "")


def _node(schema: Schema, data: Any, name: str, place: str, at: _At) -> Node:
    shape = shape_of(schema)
    node = Node(shape, name, label_of(at.model, at.field), place, help_of(at.model, at.field), data)
    node.optional = bool(schema.get("nullable")) or ("default" in schema and shape in MAY_BE_EMPTY)
    node.least, node.most = schema.get("minimum"), schema.get("maximum", schema.get("maxLength"))
    if shape == GROUP and data is None and schema.get("nullable"):
        node.shape = "absent"
        return node
    make = {GROUP: _group, PICTURE: _group, CONTENT: _content, ONE_OF: _one_of, ROWS: _rows}.get(shape, _value)
    make(node, schema, at)
    return node


def _group(node: Node, schema: Schema, at: _At) -> None:
    data = node.value if isinstance(node.value, dict) else {}
    whole = data if at.field in ("", "content") or at.whole is None else at.whole
    model = schema.get("title", "")
    node.optional = bool(schema.get("nullable"))
    for name, one in sorted(schema["properties"].items(), key=lambda field: field[0] not in FIRST_IN_ROW):
        place = f"{node.place}, {name}" if node.place else name
        if node.shape == CONTENT or (name == "content" and model == "Part"):  # faults of a part's content do not name “content”
            place = node.place if name == "content" else place
        node.children.append(_node(one, data.get(name), f"{node.name}.{name}", place, _At(model, name, data, whole)))


def _content(node: Node, schema: Schema, at: _At) -> None:
    node.shape = GROUP
    _group(node, inner_schema(at.beside), _At(at.model, "content"))


def _one_of(node: Node, schema: Schema, at: _At) -> None:
    tag, chosen = variant(schema, node.value)
    named = schema["discriminator"]["propertyName"]
    before = node.place
    node.shape, node.place = GROUP, f"{before}, {tag}"
    _group(node, chosen, at)
    node.place = before
    for child in node.children:
        if child.name == f"{node.name}.{named}":
            child.shape, child.value = "switch", tag
            child.options = [(one, value_word(one)) for one in schema["oneOf"]]


def _rows(node: Node, schema: Schema, at: _At) -> None:
    inner = schema["items"]
    node.word = row_word(at.field, inner.get("title", ""))
    node.least, node.most, node.optional = schema.get("minItems", 0), schema.get("maxItems", 100), False
    for number, row in enumerate(node.value if isinstance(node.value, list) else []):
        child = _node(inner, row, f"{node.name}.{number}", f"{node.place}, entry {number + 1}" if node.place else f"entry {number + 1}", _At(whole=at.whole))
        child.label, child.word = f"{node.word} {number + 1}", node.word
        for inside in list(child.walk())[1:]:
            inside.within = f"{child.label}, {inside.within}" if inside.within else child.label
        node.children.append(child)


def _value(node: Node, schema: Schema, at: _At) -> None:
    known = f"{at.model}.{at.field}"
    if known in REFERENCES:
        node.shape, node.options = "choice", _targets(at.whole, REFERENCES[known], node.value)
    elif known == "Part.type":
        node.shape, node.options = "switch", [(kind.key, kind.label) for kind in question_types if kind.key != "fact_pattern" and not kind.takes_files]
    elif node.shape == "choice":
        node.options = [(value, value_word(value)) for value in schema["enum"]]
    elif node.shape == "id":
        node.shape = "text" if at.model in SHOWN_IDS else "hidden"
    elif node.shape == "boolean" and schema.get("title") == "Answer":
        node.shape, node.options, node.optional = "truth", [("true", "True"), ("false", "False")], False
        node.value = {True: "true", False: "false"}.get(node.value, "")
    elif at.model == "Picture" and at.field != "alt":
        node.shape = "hidden"
    elif node.shape in (LINES, CORNERS):
        _listed(node, schema)
    if node.value is None:
        node.value = ""


def _listed(node: Node, schema: Schema) -> None:
    """A list of plain values: chosen where there are a few to choose from, else one a line."""
    lines = node.value if isinstance(node.value, list) else []
    if "enum" in schema["items"]:
        node.shape, node.value, node.optional = "checks", lines, not schema.get("minItems")
        node.options = [(value, value_word(value)) for value in schema["items"]["enum"]]
        return
    node.value = "\n".join(", ".join(map(str, line)) if isinstance(line, list) else line or LEFT_BLANK for line in lines)
    node.shape = "lines"


def _targets(whole: Any, name: str, value: Any) -> list[tuple[Any, str]]:
    """The rows of the list ``name`` to choose from, by what is written in them so far."""
    rows = whole.get(name) if isinstance(whole, dict) else None
    found = [
        (row.get("id", ""), row.get("text") or f"{row_word(name, '')} {number}") for number, row in enumerate(rows or (), start=1) if isinstance(row, dict)
    ]
    gone = [(value, "(removed)")] if value and value not in dict(found) else []
    return [("", "Choose…"), *found, *gone]
