"""Lends the reader of citations to question types, which stand below and cannot import it."""

from curriculum.citations.answers import cited_in_answer
from lms.questions.api import citation_readers

citation_readers.register("curriculum", cited_in_answer)
