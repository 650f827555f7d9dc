"""Refusals: what a person is told when something cannot be done, with the HTTP status that fits.

Views let a ``Refusal`` rise; ``lms.core.middleware.RefusalMiddleware`` turns it into a page (or JSON
for requests that ask for JSON) with ``status``. Commands print the sentence and exit 1.
"""


class Refusal(Exception):
    """A request that is refused for a reason a person can act on.

    ``sentence`` says what happened and what to do; ``code`` is a stable word for scripts and tests.
    """

    status = 400
    code = "refused"

    def __init__(self, sentence: str, *, code: str | None = None) -> None:
        self.sentence = sentence
        if code is not None:
            self.code = code
        super().__init__(sentence)


class NotFound(Refusal):
    """Does not exist, or is not yours: the two look the same on purpose (security.md, principle 3)."""

    status = 404
    code = "not_found"

    def __init__(self, sentence: str = "We could not find that page.", *, code: str | None = None) -> None:
        super().__init__(sentence, code=code)


class Forbidden(Refusal):
    """The person may see this but not do that."""

    status = 403
    code = "forbidden"


class Conflict(Refusal):
    """Someone or something else was there first; the newer state is shown and nothing is lost."""

    status = 409
    code = "conflict"


class Invalid(Refusal):
    """The content of the request is wrong; ``sentences`` lists every fault."""

    status = 422
    code = "invalid"

    def __init__(self, *sentences: str, code: str | None = None) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(sentences), code=code)


class TooMany(Refusal):
    """A limit per person was reached; trying again later works."""

    status = 429
    code = "too_many"
