"""What is searched of a lesson: what everybody who opens it sees."""

from curriculum.queries.search_texts import Transcript, lesson_texts

FIGURE = (
    '<figure class="recording"><video aria-label="Intake"></video><figcaption>Two minutes.</figcaption><details><summary>Transcript of “Intake”</summary>'
    "<div><p>Good morning.</p><p>Sit down.</p></div></details></figure>"
)


def test_headings_text_and_transcripts_are_apart() -> None:
    parts = [
        {"kind": "html", "type": "markdown", "html": "<h2>Who</h2><p>May file.</p>"},
        {"kind": "html", "type": "video", "html": FIGURE},
        {"kind": "check", "stem_html": "<p>Which?</p>", "explanation_html": "<p>Key.</p>", "content": {"accepted": [{"text": "Key"}]}},
    ]

    texts = lesson_texts({"objectives": ["Know it."], "parts": parts})

    assert (texts.keywords, texts.text) == ("Know it.\nWho", "May file.\nWhich?")
    assert texts.transcripts == [Transcript("p-2-1", "Intake", "Two minutes.\nGood morning.\nSit down.")]
