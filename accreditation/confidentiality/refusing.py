"""Refusing a text that may identify a client. The sentence names kinds, never the words that were found."""

from accreditation.confidentiality import detectors, inspect_text
from accreditation.confidentiality.base import Finding
from lms.core.errors import Invalid


class Identifying(Invalid):
    """The text may identify a client; ``findings`` are its places. It is not kept anywhere."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        kinds = sorted({finding.kind for finding in findings})
        super().__init__("This may identify a client, so it was not saved.", *(detectors.get(kind).sentence for kind in kinds), code="identifying")


def refuse_identifiers(text: str) -> None:
    """Raise ``Identifying`` when the guard finds something in ``text``."""
    findings = inspect_text(text)
    if findings:
        raise Identifying(findings)


def marked(text: str, findings: list[Finding]) -> list[tuple[str, str]]:
    """``text`` in pieces ``(words, kind)``; the kind is empty where nothing was found."""
    pieces, at = [], 0
    for finding in findings:
        pieces.append((text[at : finding.start], ""))
        pieces.append((text[finding.start : finding.end], finding.kind))
        at = finding.end
    return [piece for piece in (*pieces, (text[at:], "")) if piece[0]]
