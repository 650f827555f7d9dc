"""Moodle questions in which something is given a place: matching, words for gaps, markers on a picture."""

import re
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from PIL import Image

from assessments.formats.base import Unfit
from assessments.formats.moodle_xml.gaps import choice_gap, gaps_question, marked
from assessments.formats.moodle_xml.texts import Texts, file_of, said_in
from assessments.formats.shares import Fitted, pairs_question, short

_GAP = re.compile(r"\[\[(\d{1,3})(?:[a-z])?\]\]")


def matching(element: Element, texts: Texts, points: int) -> Fitted:
    pairs: list[tuple[str, str]] = []
    distractors: list[str] = []
    for row in element.findall("subquestion"):
        item, target = texts.markdown(row), texts.words(row.find("answer"))
        if not target:
            raise Unfit(f"“{short(item)}” has no answer to be matched with.")
        if item.strip():
            pairs.append((item, target))
        else:
            distractors.append(target)
    return Fitted("matching", pairs_question(pairs, distractors))


def gapselect(element: Element, texts: Texts, points: int) -> Fitted:
    choices = [(texts.words(one), said_in(one, "group") or "1") for one in element.findall("selectoption")]
    return _words_in_gaps(element, texts, choices)


def ddwtos(element: Element, texts: Texts, points: int) -> Fitted:
    """Words that are dragged into gaps: here they are chosen, which needs no dragging."""
    choices = [(texts.words(one), said_in(one, "group") or "1") for one in element.findall("dragbox")]
    return _words_in_gaps(element, texts, choices)


def _words_in_gaps(element: Element, texts: Texts, choices: list[tuple[str, str]]) -> Fitted:
    """``[[2]]`` takes the second word; the others of its group are offered beside it."""
    text = said_in(element, "questiontext")
    gaps = []
    for found in _GAP.finditer(text):
        number = int(found[1])
        if not 1 <= number <= len(choices):
            raise Unfit(f"Its text has the gap [[{number}]], and there is no word with this number.")
        right, group = choices[number - 1]
        offered = list(dict.fromkeys(word for word, own in choices if own == group and word))
        gaps.append(choice_gap([(word, word == right) for word in offered]))
    return gaps_question(element, texts, marked(text, _GAP), gaps)


def ddmarker(element: Element, texts: Texts, points: int) -> Fitted:
    """One marker to be put on a picture is a hotspot; several are no question that we have."""
    markers = [said_in(one) for one in element.findall("drag")]
    zones = element.findall("drop")
    name, data = file_of(element)
    if len(markers) != 1 or not zones:
        raise Unfit(f"{len(markers)} markers are put on a picture; here one place is marked.")
    if data is None:
        raise Unfit("Its picture is not in the file.")
    width, height = _size(data)
    texts.media[name] = data
    areas = [
        {"id": f"zone-{number}", "label": f"{markers[0] or 'Place'} {number}".strip()[:300], "place": _shape(zone, width, height), "percent": 100}
        for number, zone in enumerate(zones, start=1)
    ]
    picture = {"file": f"images/{name}", "alt": said_in(element, "name") or "The picture of the question"}
    lost = ("Its picture has no words for people who do not see it; its title stands in their place. Write them.",)
    return Fitted("hotspot", {"picture": picture, "areas": areas, "names_listed": False}, lost)


def _size(data: bytes) -> tuple[int, int]:
    try:
        with Image.open(BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Unfit("Its picture cannot be shown: PNG, JPEG or WebP are.") from None


def _shape(zone: Element, width: int, height: int) -> dict[str, Any]:
    """``circle`` “x,y;radius”, ``rectangle`` “left,top;width,height”, ``polygon`` “x,y;x,y;…”, in pixels."""
    kind = said_in(zone, "shape").lower()
    numbers = [float(number) for number in re.findall(r"\d{1,5}(?:\.\d{1,6})?", said_in(zone, "coords"))]
    across, down = [_share(n, width) for n in numbers[::2]], [_share(n, height) for n in numbers[1::2]]
    if kind == "circle" and len(numbers) == 3:
        return {"shape": "circle", "x": across[0], "y": down[0], "radius": _share(numbers[2], width)}
    if kind == "rectangle" and len(numbers) == 4:
        wide, high = min(numbers[2], width - numbers[0]), min(numbers[3], height - numbers[1])
        return {"shape": "rectangle", "left": across[0], "top": down[0], "width": _share(wide, width), "height": _share(high, height)}
    if kind == "polygon" and len(numbers) >= 6 and len(numbers) % 2 == 0:
        return {"shape": "polygon", "corners": [list(corner) for corner in zip(across, down, strict=True)]}
    raise Unfit("One of its zones has a shape that cannot be read.")


def _share(pixels: float, whole: int) -> str:
    return f"{max(0.0, min(100.0, int(pixels * 10_000 / whole) / 100)):.2f}"
