"""Data as YAML that reads back as the same data, character for character."""

import re
from typing import Any

import yaml

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
