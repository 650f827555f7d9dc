"""Reading what a mail server says of a letter that came back (RFC 3464).

Constraint: this is mail from strangers. It is bounded in size, parts and depth before anything is looked at, and every fault is a sentence.
"""

from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser, HeaderParser

from lms.core.errors import Invalid
from lms.people.mail_status import STATUS

LARGEST = 1024 * 1024
"""Bytes of a message that is read: returned letters are short, or their servers cut them."""
MOST_PARTS, MOST_RECIPIENTS, LONGEST_SAID = 50, 20, 500
MOST_BOUNDARIES = 200


@dataclass(frozen=True)
class Returned:
    """What is said of one recipient. ``addresses``: the names under which it may be ours, of which one was written to; ``ids``: the text
    in which the id of our letter stands.
    """

    addresses: tuple[str, ...]
    failed: bool
    status: str
    said: str
    ids: str


def returned_letters(raw: bytes) -> list[Returned]:
    """What ``raw``, one message, says of each recipient. Raises ``Invalid`` for anything but a delivery report that can be read."""
    if len(raw) > LARGEST:
        raise Invalid(f"The message is too large: at most {LARGEST // 1024} KB are read.", code="too_large")
    if raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
        raise Invalid("The message is nested too deeply to be a delivery report.", code="malformed")
    try:
        message = BytesParser().parsebytes(raw)
        parts = [part for part, _number in zip(message.walk(), range(MOST_PARTS + 1), strict=False)]
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError) as error:
        raise Invalid("The message cannot be read as mail.", code="malformed") from error
    if len(parts) > MOST_PARTS:
        raise Invalid("The message has too many parts to be a delivery report.", code="malformed")
    report = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if message.get_content_type() != "multipart/report" or report is None:
        raise Invalid("The message is no delivery report (RFC 3464).", code="no_report")
    blocks = [block for block in _blocks(report) if block.get("Final-Recipient")]
    if not blocks or len(blocks) > MOST_RECIPIENTS:
        raise Invalid("The delivery report names no recipient, or too many.", code="malformed")
    letter = _returned_headers(parts)
    ids = " ".join([_text(letter, "Message-ID"), _text(message, "In-Reply-To"), _text(message, "References")])[:4000]
    return [_about(block, letter, ids) for block in blocks]


def _blocks(report: Message) -> list[Message]:
    held = report.get_payload()
    return [block for block in held if isinstance(block, Message)] if isinstance(held, list) else []


def _returned_headers(parts: list[Message]) -> Message:
    """Those of the letter that came back, of which some servers give all and some the headers only; empty where they give nothing."""
    for part in parts:
        held = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(held, list) and held and isinstance(held[0], Message):
            return held[0]
        if part.get_content_type() == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            return HeaderParser().parsestr(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(held))
    return Message()


def _about(block: Message, letter: Message, ids: str) -> Returned:
    named = [_text(block, field).partition(";")[2] for field in ("Original-Recipient", "Final-Recipient")]
    addresses = [_address(name) for name in [*named, _text(letter, "To")]]
    status = STATUS.search(_text(block, "Status"))
    return Returned(
        addresses=tuple(dict.fromkeys(address for address in addresses if address)),
        failed=_text(block, "Action").strip().lower() == "failed",
        status=status[0] if status else "",
        said=_text(block, "Diagnostic-Code").partition(";")[2].strip()[:LONGEST_SAID],
        ids=ids,
    )


def _address(text: str) -> str:
    """The bare address, in small letters; empty when there is none that could be one of ours."""
    bare = text.rpartition("<")[2].partition(">")[0].strip().lower()
    return bare if bare.count("@") == 1 and len(bare) <= 254 and not any(character.isspace() for character in bare) else ""


def _text(message: Message, field: str) -> str:
    """One line without signs that are no text: no database keeps NUL."""
    value = str(message.get(field, ""))
    return " ".join("".join(character if character.isprintable() else " " for character in value).split())
