"""A package of QTI: items, their pictures, one test that says in which order and under which titles they stand, and the manifest."""

import zipfile
from collections.abc import Iterable
from typing import BinaryIO
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Unfit
from assessments.formats.qti.names import in_words_of_three
from assessments.formats.qti.writing.items import item_of
from assessments.formats.written_xml import add, bytes_of, indented, name_of

_NAMESPACES = {False: "http://www.imsglobal.org/xsd/imsqti_v2p1", True: "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"}
_TYPES = {False: ("imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1"), True: ("imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0")}
_HTML = frozenset(
    "p div span em strong b i ul ol li table thead tbody tr td th a img br hr code pre object blockquote h1 h2 h3 h4 h5 h6 sup sub del ins s mark kbd small"  # noqa: SIM905
    " caption dl dt dd cite q".split()
)


def write_package(questions: Iterable[QuestionDraft], out: BinaryIO, *, three: bool) -> dict[str, tuple[str, ...]]:
    """QTI 3.0 where ``three``, else 2.1; question id → what is lost."""
    lost: dict[str, tuple[str, ...]] = {}
    written: list[tuple[str, str, list[str]]] = []  # id, category, files
    pictures: dict[str, bytes] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for draft in questions:
            _store_pictures(draft, pictures, archive)
            try:
                item, told = item_of(draft)
            except Unfit as why:
                lost[draft.id] = (str(why),)
                continue
            archive.writestr(f"items/{draft.id}.xml", bytes_of(_named(item, three)))
            written.append((draft.id, draft.category, [f"items/images/{name}" for name in draft.media]))
            if told:
                lost[draft.id] = told
        archive.writestr("test.xml", bytes_of(_named(indented(_test(written)), three)))
        archive.writestr("imsmanifest.xml", bytes_of(indented(_manifest(written, three))))
    return lost


def _store_pictures(draft: QuestionDraft, known: dict[str, bytes], archive: zipfile.ZipFile) -> None:
    """Pictures stand beside the items under their names, each once: a name means one picture in a bank."""
    for name, data in draft.media.items():
        if name not in known:
            known[name] = data
            archive.writestr(f"items/images/{name}", data)


def _named(root: Element, three: bool) -> Element:
    root.set("xmlns", _NAMESPACES[three])
    if not three:
        return root
    known = frozenset(one.tag for one in root.iter() if one.tag not in _HTML)
    return in_words_of_three(root, known)


def _test(written: list[tuple[str, str, list[str]]]) -> Element:
    """A section for each run of questions of one category; the test itself has no title, so that reading adds none."""
    test = Element("assessmentTest", {"identifier": "test", "title": ""})
    part = add(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="simultaneous")
    section, name = None, None
    for number, (key, category, _) in enumerate(written, start=1):
        if section is None or category != name:
            section = add(part, "assessmentSection", identifier=f"section{number}", title=category, visible="true")
            name = category
        add(section, "assessmentItemRef", identifier=name_of(key), href=f"items/{key}.xml")
    return test


def _manifest(written: list[tuple[str, str, list[str]]], three: bool) -> Element:
    item, test = _TYPES[three]
    manifest = Element("manifest", {"xmlns": "http://www.imsglobal.org/xsd/imscp_v1p1", "identifier": "manifest"})
    add(manifest, "metadata")
    add(manifest, "organizations")
    resources = add(manifest, "resources")
    made = add(resources, "resource", identifier="test", type=test, href="test.xml")
    add(made, "file", href="test.xml")
    for key, _, _ in written:
        add(made, "dependency", identifierref=f"item-{key}")
    for key, _, files in written:
        made = add(resources, "resource", identifier=f"item-{key}", type=item, href=f"items/{key}.xml")
        for name in (f"items/{key}.xml", *files):
            add(made, "file", href=name)
    return manifest
