import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import xml
from assessments.formats.xml import read_xml, root_name, stream_xml
from lms.core.errors import Invalid


def test_names_come_without_their_namespaces():
    root = read_xml(b'<q:a xmlns:q="urn:q" xmlns:x="urn:x" x:b="1"><q:c/></q:a>')

    assert (root.tag, root.attrib, root[0].tag) == ("a", {"b": "1"}, "c")


@pytest.mark.parametrize(
    "named",
    [
        b'questestinterop SYSTEM "ims_qtiasiv1p2p1.dtd"',
        b"questestinterop",
        b'questestinterop PUBLIC "-//W3C//DTD MathML 2.0//EN" "http://www.w3.org/Math/DTD/mathml2/mathml2.dtd"',
        b'questestinterop PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"',
    ],
)
def test_a_declaration_that_names_nothing_or_a_known_dtd_is_read_over(named):
    assert read_xml(b"<!DOCTYPE " + named + b"><questestinterop/>").tag == "questestinterop"


def test_characters_that_a_known_dtd_calls_by_name_are_known_and_others_refused():
    known = b'<!DOCTYPE a PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><a>%s</a>'

    assert read_xml(known % b"8&nbsp;CFR &sect; 1003").text == "8\xa0CFR § 1003"
    with pytest.raises(Invalid, match="line 1"):
        read_xml(known % b"&unheard;")


@pytest.mark.parametrize(
    "hostile",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/p">%p;]><a/>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/ims_qtiasiv1p2.dtd"><a/>',
        b'<!DOCTYPE a SYSTEM "http://www.w3.org.example.test/TR/xhtml1/DTD/xhtml1-strict.dtd"><a/>',
        b'<!DOCTYPE a PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a SYSTEM "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd" [<!ENTITY x "y">]><a>&x;</a>',
    ],
)
def test_entities_and_outside_files_are_refused(hostile):
    with pytest.raises(Invalid, match="was not read"):
        read_xml(hostile)


def test_the_line_of_a_fault_is_named():
    with pytest.raises(Invalid, match="line 2"):
        read_xml(b"<a>\n<b></a>")


def test_deep_nesting_is_refused():
    with pytest.raises(Invalid, match="deeper"):
        read_xml(b"<a>" * 200 + b"</a>" * 200)


def test_elements_are_counted(monkeypatch):
    monkeypatch.setattr(xml, "MOST_IN_ONE", 10)

    with pytest.raises(Invalid, match="too much"):
        read_xml(b"<a>" + b"<b/>" * 20 + b"</a>")


def test_a_stream_hands_out_each_item_with_what_stands_around_it(monkeypatch):
    monkeypatch.setattr(xml, "MOST_IN_ONE", 10)  # held at a time, not in all
    data = b'<r><s title="S"><note/>' + b'<item ident="1"><item/></item>' * 30 + b"</s></r>"

    found = list(stream_xml(io.BytesIO(data), "item"))

    assert len(found) == 30
    assert [(one.tag, one.get("title")) for one in found[-1][1]] == [("r", None), ("s", "S")]
    assert [one.tag for one in found[-1][1][1]] == ["note"]


def test_a_stream_may_ask_for_a_root():
    with pytest.raises(Invalid, match="begins with <b>, not with <a>"):
        list(stream_xml(io.BytesIO(b"<b><item/></b>"), "item", root="a"))


def test_white_space_before_the_first_element_does_no_harm():
    spaced = b'\xef\xbb\xbf \n<?xml version="1.0"?><a><item/></a>'

    assert read_xml(spaced).tag == "a"
    assert [one.tag for one, _ in stream_xml(io.BytesIO(spaced), "item")] == ["item"]


def test_the_root_is_found_behind_comments():
    assert root_name(b'\xef\xbb\xbf<?xml version="1.0"?><!-- <b> --><!DOCTYPE a SYSTEM "x"><q:a>') == "a"


@given(st.binary(max_size=200))
def test_noise_is_refused_in_a_sentence(noise):
    for data in (noise, b"<a>" + noise, b"<a>" + noise + b"</a>"):
        with suppress(Invalid):
            read_xml(data)
        root_name(data)
