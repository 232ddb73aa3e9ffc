"""A diary with words of another version: no page breaks, and the word is shown as it is."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    client_of,
    make_concern,
    make_day_note,
    make_entry,
    make_member,
    make_photo,
    make_share,
)
from tests.test_access import ALL, CONFIRMED, POST_ONLY
from tests.views.doctor.sharing.doctor import html_of, pdf_of, set_access_cookie
from tracker.actions.entries import retract_signs
from tracker.models import Acknowledgement, Care, Exposure, FormerName, Question, Visit

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)

ELSEWHERE = POST_ONLY | CONFIRMED | {"note_edit", "share_pdf"}

ABOUT_A_CHILD = sorted(
    name for name, arguments in ALL.items() if "child_id" in arguments and name not in ELSEWHERE
)


@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
def test_no_link_breaks(is_frozen: bool) -> None:
    concern = make_concern(title="", condition="from_later")
    make_entry(concern, DAY, sites=("tail",), signs=("glow",), appearance=["furry"])
    share = make_share(concern.child, is_frozen=is_frozen)
    doctor = set_access_cookie(Client())
    assert "from_later" in html_of(doctor, share)
    assert doctor.get(pdf_of(share)).status_code == 200


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
        "question": Question.objects.create(child=child, text="Why?"),
        "history": entry,
        "deleted": make_entry(concern, DAY, deleted_at=timezone.now()),
    }
    user = make_member(child.family)
    retract_signs(record=entry, signs=["glow"], by=user)
    Acknowledgement.objects.create(child=child, rule="older_rule", concern=concern, day=DAY)
    row = rows.get(name.partition("_")[0])
    values = {"child_id": child.pk, "concern": concern.uuid, "entry": entry.uuid}
    values |= {"pk": row.pk} if row else {}
    values |= {"day": visit.follow_up_on, "share": make_share(child).uuid, "kind": "entry"}
    removed_at = timezone.now() if name == "deleted_photo" else None
    photo = make_photo(entry, site="tail", deleted_at=removed_at)
    values |= {"photo": photo.uuid, "size": "small", "uuid": make_day_note(child, DAY).uuid}
    address = reverse(name, kwargs={argument: values[argument] for argument in ALL[name]})
    response = client_of(user).get(address)
    assert response.status_code == 200
    assert response.getvalue()
    if name in {"today", "timeline", "summary", "concern"}:
        assert "from_later" in response.content.decode()
