"""Data as YAML that reads back as the same data, character for character; and files that hold it."""

import re
from pathlib import Path
from typing import Any

import yaml

from curriculum.importers.folder.reading import normal

# line ends that YAML reads as others, and marks that it drops, stand between double quotes with a backslash
_ODD = re.compile(r"[\r\x85\u2028\u2029\ufeff\t\x00-\x08\x0b-\x1f\x7f-\xa0]|^[\s]|[ ]$|[ ]\n|\n[ ]", re.MULTILINE)


class _Dumper(yaml.SafeDumper):
    pass


def _text(dumper: Any, text: str) -> Any:
    style = '"' if _ODD.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def as_yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=150)


def write_document(path: Path, facts: dict[str, Any], body: str) -> None:
    path.write_text(f"---\n{as_yaml(facts)}---\n\n{normal(body)}\n", encoding="utf-8", newline="\n")


def write_yaml(path: Path, data: Any) -> None:
    path.write_text(as_yaml(data), encoding="utf-8", newline="\n")
