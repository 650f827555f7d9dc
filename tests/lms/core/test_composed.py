"""A query composed once answers as the query itself does, whatever it is filled with."""

from datetime import date
from typing import Any

import pytest
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lms.core.composed import Composed, Keys, Texts
from lms.people.models import Campus, Membership, User
from tests.factories.people import UserFactory

TEXTS = st.text(alphabet="abAB%_\\'\" é", max_size=4)


def members(campus: int, prefix: str) -> QuerySet[User]:
    """Users of a campus by the start of their name, with a related row of the second degree and two annotations."""
    held = Membership.objects.filter(user=OuterRef("pk"), campus=campus)
    return User.objects.filter(Exists(held), legal_last_name__startswith=prefix).annotate(roles=Count("memberships")).order_by("pk")


def named_with(part: str) -> QuerySet[User, tuple[int, str]]:
    return User.objects.filter(legal_last_name__icontains=part).order_by("pk").values_list("pk", "legal_last_name")


class TestAnswers(TestCase):
    @given(names=st.lists(TEXTS, min_size=1, max_size=4), prefix=TEXTS, contained=TEXTS)
    def test_the_same_rows_as_the_query_itself(self, names: list[str], prefix: str, contained: str) -> None:
        campus = Campus.objects.create(slug="north", name="North", time_zone="UTC")
        for number, name in enumerate(names):
            person = UserFactory(email=f"a{number}@x.example", legal_last_name=name)
            Membership.objects.create(user=person, campus=campus, role="student")
        composed = Composed(members, campus=int, prefix=str)
        within = Composed(named_with, part=str)

        for key in (campus.pk, campus.pk + 1):
            found = composed.rows(campus=key, prefix=prefix)
            assert [(one, one.roles) for one in found] == [(one, one.roles) for one in members(key, prefix)]
        assert within.rows(part=contained) == list(
            User.objects.filter(legal_last_name__icontains=contained).order_by("pk").values_list("pk", "legal_last_name")
        )


@pytest.mark.django_db
@pytest.mark.services
class TestShapes:
    @pytest.fixture
    def person(self) -> User:
        person = UserFactory(email="ana@north.example", legal_last_name="Silva")
        campus = Campus.objects.create(slug="north", name="North", time_zone="UTC")
        Membership.objects.create(user=person, campus=campus, role="student")
        return person

    def test_related_rows_come_along(self, person: User, django_assert_num_queries: Any) -> None:
        held = Composed(lambda user: Membership.objects.filter(user=user).select_related("campus", "user"), user=int)

        with django_assert_num_queries(1):
            found = held.rows(user=person.pk)
            assert [(one.campus.slug, one.user.email) for one in found] == [("north", "ana@north.example")]

    def test_a_value_can_stand_in_an_annotation(self, person: User) -> None:
        said = Concat(Value("from "), "legal_last_name", output_field=CharField())
        named = Composed(lambda tag: User.objects.annotate(said=said, tag=Value(tag, output_field=CharField())).values("said", "tag"), tag=str)

        assert named.rows(tag="it's 100 %") == [{"said": "from Silva", "tag": "it's 100 %"}]

    def test_dates_are_compared_as_dates(self) -> None:
        from curriculum.models import Holiday

        campus = Campus.objects.create(slug="south", name="South", time_zone="UTC")
        Holiday.objects.create(campus=campus, on=date(2026, 11, 26), name="Thanksgiving")
        later = Composed(lambda on: Holiday.objects.filter(on__gte=on), on=date)

        assert [len(later.rows(on=day)) for day in (date(2026, 11, 26), date(2026, 11, 27))] == [1, 0]

    def test_lists_stand_for_any_number_of_keys_and_texts(self, person: User) -> None:
        other = UserFactory(email="bo@north.example", legal_last_name="Costa")
        among = Composed(
            lambda keys, names: User.objects.filter(pk__among=keys, legal_last_name__among=names).order_by("pk").values_list("pk", flat=True),
            keys=Keys, names=Texts,
        )  # fmt: skip

        def found(keys: list[int], names: list[str]) -> list[int]:
            return among.rows(keys=keys, names=names)

        assert found([other.pk, person.pk, person.pk], ["Silva", "Costa", "it's"]) == sorted([person.pk, other.pk])
        assert found([person.pk], ["Silva", "Costa"]) == [person.pk]
        assert (found([], ["Silva"]), found([person.pk], [])) == ([], [])

    def test_it_is_composed_once(self, person: User) -> None:
        asked = []

        def by_pk(pk: int) -> QuerySet[User]:
            asked.append(pk)
            return User.objects.filter(pk=pk)

        composed = Composed(by_pk, pk=int)

        assert [composed.first(pk=person.pk), composed.first(pk=0), composed.first(pk=person.pk)] == [person, None, person]
        assert len(asked) == 1


def test_other_names_are_refused() -> None:
    with pytest.raises(TypeError, match="wants pk; it was given nothing"):
        Composed(lambda pk: User.objects.filter(pk=pk), pk=int).rows()


@pytest.mark.django_db
def test_a_value_that_is_changed_on_the_way_is_refused() -> None:
    with pytest.raises(ValueError, match="“name” is nowhere among the values"):
        Composed(lambda name: User.objects.filter(legal_last_name=name.upper()[:1]), name=str).rows(name="x")


@pytest.mark.django_db
def test_a_query_that_fetches_besides_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing besides its own rows"):
        Composed(lambda pk: User.objects.filter(pk=pk).prefetch_related("memberships"), pk=int).rows(pk=1)
