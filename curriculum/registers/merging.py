"""Merging accounts: places and study, before everything that rests on them."""

from curriculum.actions.merge_places import merge_places
from curriculum.queries.merging import look_at_places
from lms.core import merging

merging.register("places", look=look_at_places, carry=merge_places, order=10)
