"""Text written into XML."""

import re
from xml.etree.ElementTree import Element, SubElement

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(text: str) -> str:
    """``text`` without the characters that XML 1.0 cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def add(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = fit_for_xml(text)
    return element
