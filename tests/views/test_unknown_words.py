"""A diary with words of another version: no page breaks, and the word is shown as it is."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import make_concern, make_entry, make_member, make_photo
from tests.test_access import ALL, POST_ONLY, reached
from tracker.models import Acknowledgement, Care, Exposure, FormerName, Visit

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)

ABOUT_A_CHILD = sorted(
    name
    for name, arguments in ALL.items()
    if "child_id" in arguments and name not in POST_ONLY | {"note_edit"}
)


@pytest.mark.parametrize("name", ABOUT_A_CHILD)
def test_no_page_breaks(name: str) -> None:
    concern = make_concern(title="", condition="from_later")
    child = concern.child
    entry = make_entry(concern, DAY, sites=("tail",), signs=("glow",), appearance=["furry"])
    FormerName.objects.create(concern=concern, condition="older", named_by="doctor", until=DAY)
    visit = Visit.objects.create(child=child, day=DAY, follow_up_on=date(2026, 4, 1))
    visit.concerns.add(concern)
    rows = {
        "care": Care.objects.create(concern=concern, kind="spell", started_on=DAY),
        "exposure": Exposure.objects.create(child=child, kind="comet", day=DAY),
        "visit": visit,
    }
    Acknowledgement.objects.create(child=child, rule="older_rule", concern=concern, day=DAY)
    row = rows.get(name.partition("_")[0])
    values = {"child_id": child.pk, "concern": concern.uuid, "entry": entry.uuid}
    values |= {"pk": row.pk} if row else {}
    values |= {"day": visit.follow_up_on}
    values |= {"photo": make_photo(entry, site="tail").uuid, "size": "small"}
    address = reverse(name, kwargs={argument: values[argument] for argument in ALL[name]})
    response = reached(make_member(child.family), name).get(address)
    assert response.status_code == 200
    if name in {"today", "timeline", "summary", "concern"}:
        assert "from_later" in response.content.decode()
