"""Names that no list knows, told by what stands around them."""

import pytest

from accreditation.confidentiality.strangers import looks_like_a_name, strangers


def named(text: str) -> list[str]:
    return [text[run.start : run.end] for run in strangers(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We looked at evidence in the Tchouameni case.", "Tchouameni"),
        ("The denial in Petrossovyan rests on one omission.", "Petrossovyan"),
        ("Zulfiyanur had not disclosed the second arrest.", "Zulfiyanur"),
        ("Told Xochiquetl that the hearing moved.", "Xochiquetl"),
        ("Talked about the aunt of Nduwarugira.", "Nduwarugira"),
        ("I explained the form to Nduwarugira.", "Nduwarugira"),
        ("Drafted a motion for J. Mukwege-Lotsima.", "J. Mukwege-Lotsima"),
        ("We all agreed that Hovsepik’s testimony was the turn.", "Hovsepik"),
        ("En el expediente de los Ixcamparij no había contrato.", "Ixcamparij"),
        ("Interpreted for Blessing while she signed.", "Blessing"),
        ("Helped a walk-in, Park Sung-ho, with a form.", "Park Sung-ho"),
        ("Waited an hour with Mahmoud al-Khatibi.", "Mahmoud al-Khatibi"),
    ],
)
def test_a_word_that_is_no_word_names_somebody(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Redlined the brief, Googled the rest, and unstapled both.",
        "She fled to Ndukala and waited near Zarqiyat for a bus to Tapulapa.",
        "The Ndukala region and the Zarqiyat border are in the report.",
        "The war in the Ndukala spread to Bamenda, Zarqiyat and Kumbo.",
        "We filed it with Docketwise Pro and the Fenway Park calendar.",
        "Quedé impresionada. Híjole, cuánto trabajo.",
        "The Grace period and Faith-based groups came up.",
        "Trauma-informed interviewing is slow.",
        "138 S. Ct. 2105 and 512 F. Supp. 3d 966 are on the list.",
    ],
)
def test_places_things_and_words_made_of_words_name_nobody(text: str) -> None:
    assert named(text) == []


def test_who_stands_in_a_list_is_what_the_others_are() -> None:
    assert named("I met Zulfiyanur, Xochiquetl and Nduwarugira.") == ["Zulfiyanur", "Xochiquetl", "Nduwarugira"]
    assert named("The road leads through Zulfiyanur, Xochiquetl and Nduwarugira.") == []


@pytest.mark.parametrize(
    ("word", "does"), [("Rosa", True), ("McCarthy", True), ("O’Neill", True), ("al-Khatib", True), ("WhatsApp", False), ("USCIS", False), ("rosa", False)]
)
def test_how_a_name_is_written(word: str, does: bool) -> None:
    assert looks_like_a_name(word) is does
