"""The database itself refuses nonsense, whoever writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_user,
)
from tracker.models import (
    Acknowledgement,
    Care,
    Concern,
    DayNote,
    Entry,
    Family,
    FormerName,
    Member,
    Question,
    Share,
    Sign,
    Spot,
    User,
    Visit,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def entry(**fields: Any) -> Callable[[], object]:
    return lambda: Entry.objects.create(
        concern=make_concern(), **{"day": DAY, "status": "present", **fields}
    )


def spot(**fields: Any) -> Callable[[], object]:
    return lambda: Spot.objects.create(
        entry=make_entry(make_concern(), DAY), **{"site": "chin", **fields}
    )


def share(**fields: Any) -> Callable[[], object]:
    return lambda: Share.objects.create(
        **{"child": make_child(), "made_at": NOW, "expires_at": NOW + timedelta(days=1), **fields}
    )


NONSENSE = {
    "a status nobody knows": entry(status="perhaps"),
    "a trend nobody knows": entry(trend="odd"),
    "gone with a trend": entry(status="clear", trend="worse"),
    "itch 7": entry(itch=7),
    "severity 4": entry(severity=4),
    "severity -1": entry(severity=-1),
    "29.9 °C": entry(temperature_c=29.9),
    "45.1 °C": entry(temperature_c=45.1),
    "x = 3": spot(view="face", x=3, y=0.5),
    "y = -0.1": spot(view="face", x=0.5, y=-0.1),
    "x without y": spot(view="face", x=0.5),
    "a point without a view": spot(x=0.5, y=0.5),
    "a side nobody has": spot(side="up"),
    "a view nobody drew": spot(view="top"),
    "no spots at all": spot(count=0),
    "a spot of no size": spot(size_mm=0),
    "care that ends before it starts": lambda: Care.objects.create(
        concern=make_concern(), kind="bath", started_on=DAY, ended_on=date(2026, 2, 28)
    ),
    "care with an outcome nobody knows": lambda: Care.objects.create(
        concern=make_concern(), kind="bath", started_on=DAY, outcome="great"
    ),
    "a follow-up on the day of the visit": lambda: Visit.objects.create(
        child=make_child(), day=DAY, follow_up_on=DAY
    ),
    "a question without words": lambda: Question.objects.create(child=make_child(), text=""),
    "a sign of nothing": lambda: Sign.objects.create(key="pus", answer="yes"),
    "a sign of two looks": lambda: Sign.objects.create(
        key="worried",
        answer="yes",
        entry=make_entry(make_concern(), DAY),
        day_note=make_day_note(make_child(), DAY),
    ),
    "an answer nobody gives": lambda: Sign.objects.create(
        key="pus", answer="maybe", entry=make_entry(make_concern(), DAY)
    ),
    "a day note of 50 °C": lambda: make_day_note(make_child(), DAY, temperature_c=50.0),
    "dealt with of two looks": lambda: Acknowledgement.objects.create(
        child=make_child(),
        day=DAY,
        rule="pus",
        entry=make_entry(make_concern(), DAY),
        day_note=make_day_note(make_child(), DAY),
    ),
    "named by an aunt": lambda: make_concern(named_by="aunt"),
    "formerly named by an aunt": lambda: FormerName.objects.create(
        concern=make_concern(), condition="milia", named_by="aunt", until=DAY
    ),
    "a role nobody has": lambda: make_member(make_family(), "king"),
    "a child of an unknown sex": lambda: make_child(sex="x"),
    "degrees Kelvin": lambda: make_family(temperature_unit="K"),
    "a link that ends before it began": share(expires_at=NOW),
    "a sixth wrong code": share(wrong_codes=6),
    "a frozen link without its day": share(diary="{}"),
    "a live link with a day": share(as_of=DAY),
}


@pytest.mark.parametrize("write", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_refused(write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


SENSE = {
    "a plain look": entry(),
    "the highest of everything": entry(severity=3, itch=3, temperature_c=45.0, trend="worse"),
    "gone": entry(status="clear", at=time(7, 30)),
    "a live link, locked": share(wrong_codes=5),
    "a frozen link": share(diary="{}", as_of=DAY),
    "a corner of the map": spot(view="back", x=0, y=1),
    "care of one day": lambda: Care.objects.create(
        concern=make_concern(), kind="bath", started_on=DAY, ended_on=DAY
    ),
}


@pytest.mark.parametrize("write", SENSE.values(), ids=SENSE.keys())
def test_sense_is_taken(write: Callable[[], object]) -> None:
    write()


def test_the_same_id_is_there_once_a_concern_and_may_live_in_another_family() -> None:
    first = make_entry(make_concern(), DAY)
    make_entry(make_concern(), DAY, uuid=first.uuid)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_entry(first.concern, DAY, uuid=first.uuid)


@pytest.mark.parametrize("model", [Concern, DayNote], ids=["concern", "day note"])
def test_the_same_id_is_there_once_a_child(model: type[Concern] | type[DayNote]) -> None:
    child = make_child()
    fields: dict[str, Any] = {"day": DAY} if model is DayNote else {"first_noticed_on": DAY}
    first = model.objects.create(child=child, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(child=child, uuid=first.uuid, **fields)


def test_an_e_mail_address_is_one_person_however_it_is_written() -> None:
    make_user("ada@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Ada@Example.org")
    assert User.objects.get_by_natural_key("ADA@example.org").email == "ada@example.org"


def test_a_person_is_in_a_family_once() -> None:
    family, user = make_family(), make_user()
    make_member(family, "viewer", user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(family=family, user=user, role="owner")


def test_a_family_goes_with_all_that_hangs_on_it() -> None:
    child = make_child()
    make_entry(make_concern(child), DAY, signs=("pus",), sites=("chin",))
    child.family.delete()
    assert [model.objects.count() for model in (Family, Entry, Sign, Spot)] == [0, 0, 0, 0]
