"""XML of unknown origin, one element at a time: no document types, entities or network, nothing nested without end, memory bounded."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from lms.core.errors import Invalid

DEEPEST = 100
_UNSAFE = "This file declares a document type or entities. Files of questions need none, and they can do harm: remove the DOCTYPE."


def elements(source: BinaryIO, *, root: str, each: str) -> Iterator[Element]:
    """Every ``each`` element straight below the ``root`` element, complete, and forgotten once the next one is asked for.

    Raises ``Invalid`` with a sentence for what is no such file, breaks off, or is built to do harm.
    """
    _to_beginning(source)
    try:
        yield from _complete(source, root, each)
    except DefusedXmlException:
        raise Invalid(_UNSAFE, code="unsafe") from None
    except ParseError as error:
        raise Invalid(f"This file is not well-formed XML: {error}.", code="not_well_formed") from None
    except (LookupError, ValueError, RecursionError):
        raise Invalid("This file is not XML that can be read: its encoding is unknown or its letters do not fit it.", code="not_well_formed") from None


def _complete(source: BinaryIO, root: str, each: str) -> Iterator[Element]:
    depth = 0
    top: Element | None = None
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            top = _known(element, root) if top is None else top
            if depth > DEEPEST:
                raise Invalid("This file nests its elements too deeply; it is not a file of questions.", code="too_deep")
            continue
        depth -= 1
        if depth == 1 and top is not None:
            if _plain(element.tag) == each:
                yield element
            top.clear()


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _known(element: Element, root: str) -> Element:
    if _plain(element.tag) != root:
        raise Invalid(f"This is not the file it should be: it begins with <{element.tag[:60]}>, not with <{root}>.", code="other_file")
    return element


def _to_beginning(source: BinaryIO) -> None:
    """Past white space before the first ``<``, which some programs write and XML forbids."""
    source.seek(0)
    found = re.match(rb"(?:\xef\xbb\xbf)?\s+(?=<)", source.read(4096))
    source.seek(found.end() if found else 0)
