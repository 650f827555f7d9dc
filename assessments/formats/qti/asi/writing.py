"""Questions written in QTI 1.2 as Canvas takes it in: one bank file in a package, with its pictures."""

import zipfile
from collections.abc import Iterable
from typing import BinaryIO
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Unfit
from assessments.formats.qti.asi.kinds import WRITERS, AsiWriting
from assessments.formats.qti.writing.items import NOT_WRITTEN
from assessments.formats.written_xml import add, bytes_of, html_of, indented, name_of

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


def write_bank(questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
    """Question id → what is lost."""
    lost: dict[str, tuple[str, ...]] = {}
    root = Element("questestinterop", {"xmlns": NAMESPACE})
    section, name, known = add(add(root, "assessment", ident="assessment", title=""), "section", ident="root_section"), "", set()
    holder = section
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, draft in enumerate(questions, start=1):
            try:
                item, told = _item(draft)
            except Unfit as why:
                lost[draft.id] = (str(why),)
                continue
            if draft.category != name:
                name = draft.category
                holder = add(section, "section", ident=f"section{number}", title=name) if name else section
            holder.append(item)
            if told:
                lost[draft.id] = told
            for picture, data in draft.media.items():
                if picture not in known:
                    known.add(picture)
                    archive.writestr(f"images/{picture}", data)
        archive.writestr("assessment.xml", bytes_of(root))
        archive.writestr("imsmanifest.xml", bytes_of(indented(_manifest(sorted(known)))))
    return lost


def _item(draft: QuestionDraft) -> tuple[Element, tuple[str, ...]]:
    if draft.type not in WRITERS:
        raise Unfit(NOT_WRITTEN.format(draft.type.replace("_", " ")))
    to = AsiWriting(draft)
    WRITERS[draft.type](to)
    item = Element("item", {"ident": name_of(draft.id), "title": draft.title or "Question"})
    fields = add(add(item, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", to.kind), ("points_possible", str(draft.points))):
        field = add(fields, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", entry)
    item.append(to.presentation)
    if draft.explanation:
        to.tell("general_fb", draft.explanation)
        condition = Element("respcondition", {"continue": "Yes"})
        add(add(condition, "conditionvar"), "other")
        add(condition, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
        to.rule.insert(1, condition)
    item.append(to.rule)
    for ident, text in to.feedback:
        matter = add(add(add(item, "itemfeedback", ident=ident), "flow_mat"), "material")
        add(matter, "mattext", html_of(text), texttype="text/html")
    left = [word for word, value in (("topics", draft.topics), ("authorities", draft.authorities), ("level", draft.difficulty != 1)) if value]
    if left:
        to.lost.append(f"Left out: {', '.join(left)}.")
    return item, tuple(dict.fromkeys(to.lost))


def _manifest(pictures: list[str]) -> Element:
    manifest = Element("manifest", {"xmlns": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1", "identifier": "manifest"})
    add(manifest, "organizations")
    resources = add(manifest, "resources")
    made = add(resources, "resource", identifier="assessment", type="imsqti_xmlv1p2", href="assessment.xml")
    add(made, "file", href="assessment.xml")
    for name in pictures:
        add(add(resources, "resource", identifier=f"picture-{name}", type="webcontent", href=f"images/{name}"), "file", href=f"images/{name}")
    return manifest
