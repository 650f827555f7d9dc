"""``hotspotInteraction`` and ``selectPointInteraction``: a place on a picture."""

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from PIL import Image, UnidentifiedImageError

from assessments.formats.base import Unfit
from assessments.formats.fitting import NO_RIGHT_ANSWER, Fitted, percent_of, short_ids
from assessments.formats.fitting_written import said
from assessments.formats.qti.asked import Asked
from assessments.formats.qti.declarations import Area, coords_of, fraction_of

ONE_PLACE = "Several places are marked in its picture, and a hotspot question here takes one."
KINDS = (".png", ".jpg", ".jpeg", ".webp")


def read_hotspot(asked: Asked) -> Fitted:
    if not asked.takes_one and len(asked.declared.correct or ()) != 1:
        raise Unfit(ONE_PLACE)
    spots = [one for one in asked.element.iter("hotspotChoice") if one.get("identifier")]
    worth = {one.get("identifier", ""): asked.earned(asked.declared.of([one.get("identifier", "")])) for one in spots}
    places = []
    for one in spots:
        name, area = one.get("identifier", ""), Area(one.get("shape", ""), coords_of(one.get("coords")), Fraction(0))
        places.append((name, one.get("hotspotLabel", "") or name, area))
    return _fitted(asked, places, worth)


def read_select_point(asked: Asked) -> Fitted:
    if not asked.takes_one and asked.element.get("maxChoices") != "1":
        raise Unfit(ONE_PLACE)
    areas = asked.declared.areas or ()
    places = [(f"area{at}", f"Area {at}", area) for at, area in enumerate(areas, start=1)]
    return _fitted(asked, places, {name: area.worth for name, _, area in places})


def _fitted(asked: Asked, places: Sequence[tuple[str, str, Area]], worth: dict[str, Fraction]) -> Fitted:
    full = max(worth.values(), default=Fraction(0))
    if full <= 0:
        raise Unfit(NO_RIGHT_ANSWER)
    picture, width, height = _picture(asked)
    ids = short_ids([name for name, _, _ in places], "a")
    percents = {name: percent_of(points, full) for name, points in worth.items()}
    areas = [{"id": ids[name], "label": label[:300], "place": _place(area, width, height), "percent": percents[name][0]} for name, label, area in places]
    lost = tuple(f"“{name}” earns a part of the points that is rounded to {percent} percent." for name, (percent, exact) in percents.items() if not exact)
    listed = len(areas) > 1 and any(percent < 100 for percent, _ in percents.values())
    return Fitted("hotspot", {"picture": picture, "areas": areas, "names_listed": listed}, full, (*lost, *asked.lost_settings()), asked.prompt)


def _picture(asked: Asked) -> tuple[dict[str, str], Fraction, Fraction]:
    image = next((one for one in asked.element.iter() if one.tag in ("object", "img") and (one.get("data") or one.get("src"))), None)
    if image is None:
        raise Unfit("It has no picture to mark a place on.")
    path = image.get("data") or image.get("src") or ""
    name = asked.texts.placed(path)
    data = asked.texts.media.get(name)
    if data is None:
        raise Unfit(f"Its picture, {path[:100]}, is not in the file.")
    if not name.endswith(KINDS):
        raise Unfit("Its picture is of a kind that a hotspot question does not take: PNG, JPEG and WebP fit.")
    words = image.get("alt") or " ".join("".join(image.itertext()).split())
    if not words:
        asked.texts.lost.append("The picture has no words for people who do not see it. Add them.")
    width, height = fraction_of(image.get("width")), fraction_of(image.get("height"))
    if not width or not height:
        width, height = _size(data)
    return {"file": f"images/{name}", "alt": (words or "Picture")[:300]}, width, height


def _size(data: bytes) -> tuple[Fraction, Fraction]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return Fraction(image.width), Fraction(image.height)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise Unfit("Its picture cannot be read.") from None


def _place(area: Area, width: Fraction, height: Fraction) -> dict[str, Any]:
    """Pixels as percent of the picture, to a thousandth, kept inside it."""
    numbers = area.coords
    if area.shape == "circle" and len(numbers) == 3:
        return {"shape": "circle", "x": _share(numbers[0], width), "y": _share(numbers[1], height), "radius": _share(numbers[2], width)}
    if area.shape == "rect" and len(numbers) == 4:
        left, top, right, bottom = (_share(number, side) for number, side in zip(numbers, (width, height, width, height), strict=True))
        return {
            "shape": "rectangle",
            "left": left,
            "top": top,
            "width": said(Fraction(right) - Fraction(left)),
            "height": said(Fraction(bottom) - Fraction(top)),
        }
    if area.shape == "poly" and len(numbers) >= 6:
        corners = list(zip(numbers[0::2], numbers[1::2], strict=False))
        if corners[0] == corners[-1]:
            corners.pop()
        return {"shape": "polygon", "corners": [[_share(x, width), _share(y, height)] for x, y in corners]}
    raise Unfit(f"A place on its picture has a shape that does not fit here: {area.shape or 'none'}.")


def _share(number: Fraction, side: Fraction) -> str:
    return said(Fraction(round(min(max(number / side * 100, Fraction(0)), Fraction(100)) * 1000), 1000))
