"""One block of a GIFT file as a question. What stands in the braces tells its kind."""

import re
from collections.abc import Callable

from assessments.formats.base import QuestionDraft, Refused, Unfit, fit_id, made_id
from assessments.formats.gift.answers import Body, essay, matching, multiple, numerical, short_answer, true_false
from assessments.formats.gift.blocks import LONGEST, Block, shown
from assessments.formats.gift.texts import Texts
from assessments.formats.shares import Fitted, short

_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_TRUTH = re.compile(r"(?:TRUE|T|FALSE|F)\s*(?:#.*)?", re.DOTALL | re.IGNORECASE)
_ANSWERS_AGAIN = re.compile(r"\{\s*(?:[=~#]|(?:TRUE|T|FALSE|F)\s*\})", re.IGNORECASE)
_BLANK = "\\_\\_\\_\\_\\_"


def question_of(block: Block) -> QuestionDraft | Refused | None:
    """``None`` for a block that says nothing."""
    text = block.text
    if not text:
        return None
    title, rest = _title_of(text)
    given = fit_id(block.id)
    name = given or made_id(title, shown(rest))
    if len(text) >= LONGEST:
        return Refused(name, "It is longer than any question can be; is an empty line missing after it?")
    try:
        return _draft(block, name, title, rest)
    except Unfit as unfit:
        return Refused(name, str(unfit))


def _title_of(text: str) -> tuple[str, str]:
    found = _TITLE.match(text)
    if not found:
        return "", text
    return " ".join(shown(found[1]).split()), text[found.end() :].strip()


def _draft(block: Block, name: str, title: str, text: str) -> QuestionDraft:
    start = text.find("{")
    end = text.find("}", start)
    if start < 0:
        raise Unfit("It asks nothing: it is a text without an answer in braces.")
    if end < 0:
        raise Unfit("Its answers begin with { and do not end with }.")
    texts = Texts(text)
    before, after = texts.body[: texts.body.find("{")].strip(), texts.body[texts.body.find("}", texts.body.find("{")) + 1 :].strip()
    if _ANSWERS_AGAIN.search(after):
        raise Unfit("It has answers in braces at several places, and a question of this format has one; the others would stand in its text for all to read.")
    body, explanation = _explained(text[start + 1 : end].strip(), texts)
    fitted = _kind(body)(Body(body, texts))
    stem = _stem(before, after, fitted, texts)
    if not stem.strip():
        stem = texts.plain(title)
    if not stem.strip():
        raise Unfit("It has answers and no text that asks for them.")
    lost = [*texts.lost, *fitted.lost]
    if len(title) > 200:
        lost.append(f"Its title is longer than 200 characters and was cut: “{short(title)}”.")
    return QuestionDraft(
        id=name, type=fitted.type, stem=stem, content=fitted.content, title=title[:200], explanation=explanation, topics=block.tags,
        category=_category(block.category), lost=tuple(dict.fromkeys(lost)),
    )  # fmt: skip


def _explained(body: str, texts: Texts) -> tuple[str, str]:
    """The answers, and what is said to everybody after ``####``."""
    answers, mark, said = body.partition("####")
    return answers.strip(), texts.markdown(said.strip()) if mark else ""


def _kind(body: str) -> Callable[[Body], Fitted]:
    if not body:
        return essay
    if body.startswith("#"):
        return numerical
    if _TRUTH.fullmatch(body):
        return true_false
    if "~" in body:
        return multiple
    if "->" in body and "=" in body:
        return matching
    return short_answer


def _stem(before: str, after: str, fitted: Fitted, texts: Texts) -> str:
    """A text that goes on after the braces has its missing word shown as a blank."""
    if not after:
        return texts.markdown(before, prefixed=False)
    space = "" if re.match(r"[^\w\s]", after) else " "
    joined = texts.markdown(f"{before} \ufddf{space}{after}", prefixed=False)
    return joined.replace("\ufddf", _BLANK)


def _category(path: str) -> str:
    """``$course$/top/Asylum/Bars`` is Asylum / Bars. A slash that belongs to a name is written twice."""
    names = [name.replace("\0", "/").strip() for name in shown(path).replace("//", "\0").split("/")]
    return " / ".join(name for name in names if name and not re.fullmatch(r"\$[a-z]+\$|top", name))
