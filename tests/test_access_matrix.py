"""The status of GET and POST at every URL, for each role.

The URLs come from the URL configuration, so one without a row fails. POST sends an empty form: 200
or 422 reports missing fields, 302 redirects. ``.`` is 404, ``=`` repeats the previous status.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import SECRETS, client_of, confirmed, make_child, make_family, make_member
from tests.test_access import Home, home  # noqa: F401
from tests.views.doctor.sharing.doctor import set_access_cookie
from tracker.models import Family, Member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROLES = ("nobody", "stranger", "removed", "doctor", "viewer", "caregiver", "owner")
"""``removed`` is a former member; ``doctor`` has opened a link and has no account."""

FILLED: dict[str, object] = {
    "uidb36": "1",
    "key": "set-password",
    "token": SECRETS.token,
    "pk": 1,
    "slug": "milk-spots",
}
"""Arguments of URLs that answer the same for every token, or have no record here."""

MATRIX = """
account                              | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
account_appearance                   | 302 = = = = = =           | 302 200 = 302 200 = =
account_change_password              | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
account_delete                       | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
account_email                        | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
account_inactive                     | 200 = = = = = =           | 405 = = = = = =
account_login                        | 200 302 = 200 302 = =     | 200 302 = 200 302 = =
account_logout                       | 302 200 = 302 200 = =     | 302 = = = = = =
account_reauthenticate               | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
account_reset_password               | 200 = = = = = =           | 200 = = = = = =
account_reset_password_done          | 200 = = = = = =           | 405 = = = = = =
account_reset_password_from_key      | 200 = = = = = =           | 200 = = = = = =
account_reset_password_from_key_done | 200 = = = = = =           | 405 = = = = = =
account_signup                       | 200 302 = 200 302 = =     | 200 302 = 200 302 = =
add                                  | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
calendar                             | 302 . = 302 200 = =       | 302 . = 302 = = =
calendar_day                         | 302 . = 302 200 = =       | 302 . = 302 403 200 =
calendar_feed                        | 200 = = = = = =           | 405 = = = = = =
calendar_stop                        | 302 . = 302 = = =         | 302 . = 302 = = =
care_delete                          | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
care_edit                            | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
care_new                             | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
child_edit                           | 302 . = 302 403 = 200     | 302 . = 302 403 = 200
child_photos                         | 302 . = 302 200 = =       | 302 . = 302 403 405 =
child_removal                        | 302 . = 302 403 = 200     | 302 . = 302 403 = 200
child_new                            | 302 200 403 302 403 = 200 | 302 200 403 302 403 = 200
concern                              | 302 . = 302 200 = =       | 302 . = 302 403 200 =
concern_compare                      | 302 . = 302 200 = =       | 302 . = 302 403 405 =
concern_delete                       | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
concern_edit                         | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
concern_film                         | 302 . = 302 200 = =       | 302 . = 302 403 405 =
concern_join                         | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
concern_move                         | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
concern_new                          | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
concern_photos                       | 302 . = 302 200 = =       | 302 . = 302 403 405 =
concern_split                        | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
copies                               | 302 200 = 302 200 = =     | 302 405 = 302 405 = =
copy                                 | 302 . = 302 . = 200       | 302 405 = 302 405 = =
copy_remove                          | 302 = = = = = =           | 302 . = 302 . = 302
deleted                              | 302 . = 302 200 = =       | 302 . = 302 403 200 =
deleted_bring_back                   | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
deleted_photo                        | . = = = 403 200 =       | . = = = 403 405 =
deleted_remove                       | 302 . = 302 403 = 200     | 302 . = 302 403 = 302
entry_delete                         | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
entry_edit                           | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
entry_move                           | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
entry_new                            | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
everything                           | 302 200 = 302 200 = =     | 302 405 = 302 405 = =
everything_zip                       | 302 200 = 302 200 = =     | 302 405 = 302 405 = =
export                               | 302 . = 302 200 = =       | 302 . = 302 403 405 =
export_csv                           | 302 . = 302 200 = =       | 302 . = 302 403 405 =
export_fhir                          | 302 . = 302 200 = =       | 302 . = 302 403 405 =
export_json                          | 302 . = 302 200 = =       | 302 . = 302 403 405 =
export_triggers_csv                  | 302 . = 302 200 = =       | 302 . = 302 403 405 =
export_zip                           | 302 . = 302 200 = =       | 302 . = 302 403 405 =
exposure_delete                      | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
exposure_edit                        | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
exposure_move                        | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
exposure_new                         | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
family_edit                          | 302 . = 302 200 = =       | 302 . = 302 403 = 200
family_removal                       | 302 . = 302 403 = 200     | 302 . = 302 403 = 200
family_history                       | 302 . = 302 200 = =       | 302 . = 302 405 = =
family_leave                         | 302 . = 302 200 = =       | 302 . = 302 = = =
reminders                            | 302 . = 302 200 = =       | 302 . = 302 200 = =
reminders_evening                    | 302 . = 302 = = =         | 302 . = 302 403 302 =
reminders_evening_decline            | 302 . = 302 = = =         | 302 . = 302 403 302 =
reminders_follow_up                  | 302 . = 302 = = =         | 302 . = 302 403 302 =
reminders_follow_up_decline          | 302 . = 302 = = =         | 302 . = 302 403 302 =
reminders_missed_close               | 302 . = 302 = = =         | 302 . = 302 = = =
reminders_stop                       | . = = = = = =             | . = = = = = =
removal_cancel                       | 302 . = 302 403 = 302     | 302 . = 302 403 = 302
flag_bring_back                      | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
flag_pause                           | 302 . = 302 403 302 =     | 302 . = 302 403 . =
flag_mistake                         | 302 . = 302 403 302 =     | 302 . = 302 403 . =
guide                                | 200 = = = = = =           | 200 = = = = = =
guide_page                           | 200 = = = = = =           | 200 = = = = = =
guide_to_keep                        | 200 = = = = = =           | 405 = = = = = =
health                               | 200 = = = = = =           | 405 = = = = = =
history                              | 302 . = 302 200 = =       | 302 . = 302 403 200 =
history_of                           | 302 . = 302 200 = =       | 302 . = 302 403 200 =
home                                 | 302 200 = 302 200 = =     | 302 200 = 302 403 200 =
invitation                           | . = = = = = =             | . = = = = = =
invitation_new                       | 302 . = 302 403 = 200     | 302 . = 302 403 = 200
invitation_open                      | 200 = = = = = =           | . = = = = = =
invitation_revoke                    | 302 . = 302 403 = 302     | 302 . = 302 403 = 302
invitation_show                      | 302 . = 302 403 = 200     | 302 . = 302 403 = 200
keys                                 | 302 200 = 302 200 = =     | 302 405 = 302 405 = =
last_photo                           | . = = = 200 = =           | . = = = 403 405 =
log                                  | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
log_all_same                         | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
log_photo                            | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
manifest                             | 200 = = = = = =           | 405 = = = = = =
member                               | 302 . = 302 403 = 200     | 302 . = 302 403 = 200
member_password                      | 302 . = 302 403 = 200     | 302 . = 302 403 = 200
member_relation                      | 302 . = 302 200 403 200   | 302 . = 302 200 403 200
mfa_activate_totp                    | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
mfa_add_webauthn                     | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
mfa_authenticate                     | 302 = = = = = =           | 302 = = = = = =
mfa_deactivate_totp                  | 302 . = 302 . = =         | 302 . = 302 . = =
mfa_download_recovery_codes          | 302 . = 302 . = =         | 302 . = 302 . = =
mfa_edit_webauthn                    | 302 . = 302 . = =         | 302 . = 302 . = =
mfa_generate_recovery_codes          | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
mfa_index                            | 302 200 = 302 200 = =     | 302 405 = 302 405 = =
mfa_list_webauthn                    | 302 200 = 302 200 = =     | 302 405 = 302 405 = =
mfa_login_webauthn                   | 302 = = = = = =           | 302 = = = = = =
mfa_reauthenticate                   | 302 = = = = = =           | 302 = = = = = =
mfa_reauthenticate_webauthn          | 302 = = = = = =           | 302 = = = = = =
mfa_remove_webauthn                  | 302 . = 302 . = =         | 302 . = 302 . = =
mfa_view_recovery_codes              | 302 . = 302 . = =         | 302 405 = 302 405 = =
month                                | 302 . = 302 200 = =       | 302 . = 302 403 405 =
more                                 | 302 . = 302 200 = =       | 302 . = 302 403 200 =
note_delete                          | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
note_edit                            | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
note_move                            | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
note_new                             | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
notices_close                        | 302 . = 302 403 = 302     | 302 . = 302 403 = 302
offline                              | 200 = = = = = =           | 405 = = = = = =
pages_to_keep                        | 302 200 = 302 200 = =     | 302 405 = 302 405 = =
people                               | 302 . = 302 200 = =       | 302 . = 302 405 = =
photo_delete                         | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
photo_edit                           | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
photo_file                           | . = = = 200 = =           | . = = = 403 405 =
photo_remove                         | 302 . = 302 403 200 =     | 302 . = 302 403 302 =
photo_view                           | 302 . = 302 200 = =       | 302 . = 302 403 405 =
photo_move                           | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
photo_new                            | 302 = 200 302 200 302 =   | 401 302 = 401 302 = =
photo_scale                          | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
photo_turn                           | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
photos                               | 302 . = 302 200 = =       | 302 . = 302 403 200 =
push_off                             | 302 = = = = = =           | 302 = = = = = =
push_on                              | 302 = = = = = =           | 302 = = = = = =
push_try                             | 302 = = = = = =           | 302 = = = = = =
question_delete                      | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
question_edit                        | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
question_tick                        | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
questions                            | 302 . = 302 200 = =       | 302 . = 302 403 200 =
rules                                | 200 = = = = = =           | 200 = = = = = =
sample_open                          | 302 = = = = = =           | 302 = = = = = =
sample_remove                        | 302 = = = = = =           | 302 = = = = = =
search                               | 302 . = 302 200 = =       | 302 . = 302 403 405 =
security_contact                     | . = = = = = =             | 405 = = = = = =
session_end                          | 302 = = = = = =           | 302 . = 302 . = 302
sessions                             | 302 200 = 302 200 = =     | 302 = = = = = =
share_new                            | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
share_open                           | 200 = = = = = =           | . = = = = = =
share_pdf                            | 302 . = 302 403 . =       | 302 . = 302 403 . =
share_revoke                         | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
share_show                           | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
shared                               | . = = 200 . = =           | 405 = = = = = =
shared_pdf                           | . = = 200 . = =           | 405 = = = = = =
shared_photo                         | . = = 200 . = =           | 405 = = = = = =
shares                               | 302 . = 302 200 = =       | 302 . = 302 403 200 =
sign_up_open                         | 200 = = = = = =           | . = = = = = =
start                                | 302 = = = = = =           | 302 = = = = = =
start_account                        | 302 = = = = = =           | 302 = = = = = =
start_done                           | 302 200 = 302 200 = =     | 302 200 = 302 200 = =
summary                              | 302 . = 302 200 = =       | 302 . = 302 403 200 =
summary_pdf                          | 302 . = 302 200 = =       | 302 . = 302 403 200 =
terms                                | . = = = = = =             | . = = = = = =
ticket                               | 401 200 = 401 200 = =     | 405 = = = = = =
timeline                             | 302 . = 302 200 = =       | 302 . = 302 403 200 =
today                                | 302 . = 302 200 = =       | 302 . = 302 403 200 =
triggers                             | 302 . = 302 200 = =       | 302 . = 302 403 200 =
undo                                 | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
visit_delete                         | 302 . = 302 403 302 =     | 302 . = 302 403 302 =
visit_edit                           | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
visit_move                           | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
visit_new                            | 302 . = 302 403 200 =     | 302 . = 302 403 200 =
well_known_change_password           | 302 = = = = = =           | 302 = = = = = =
worker                               | 200 = = = = = =           | 405 = = = = = =
works_here                           | 200 = = = = = =           | 405 = = = = = =
worried                              | 200 = = = = = =           | 200 = = = = = =
"""

EXPECTED = {
    name: (get, post)
    for name, get, post in (
        [cell.strip() for cell in row.split("|")] for row in MATRIX.strip().splitlines()
    )
}


def statuses_of(role: str) -> dict[str, tuple[str, str]]:
    """Return the statuses of GET and POST expected for a role, by name."""
    return {
        name: (of_role(get, role), of_role(post, role)) for name, (get, post) in EXPECTED.items()
    }


def of_role(row: str, role: str) -> str:
    cells = row.split()[: ROLES.index(role) + 1]
    return next(cell for cell in reversed(cells) if cell != "=")


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


NAMES = {
    str(pattern.name): frozenset(pattern.pattern.converters)
    for pattern in patterns(get_resolver().url_patterns)
}


def address(home: Home, name: str) -> str:  # noqa: F811
    """Return the URL with arguments of the family's records, or of FILLED for allauth's."""
    try:
        return home.address(name)
    except KeyError:
        pass
    candidates = list(get_resolver().reverse_dict.getlist(name))
    (_template, arguments), *_rest = candidates[0][0]
    values = FILLED | home.values["any"] | home.values.get(name.partition("_")[0], {})
    return reverse(name, kwargs={argument: values[argument] for argument in arguments})


def browser_of(role: str, home: Home) -> Client:  # noqa: F811
    family = Family.objects.get(pk=home.values["any"]["family_id"])
    match role:
        case "nobody":
            return Client()
        case "doctor":
            return set_access_cookie(Client())
        case "stranger":
            elsewhere = make_family()
            make_child(elsewhere)
            return confirmed(client_of(make_member(elsewhere)))
        case "removed":
            removed = make_member(family, "owner")
            Member.objects.filter(user=removed).delete()
            return confirmed(client_of(removed))
        case "viewer":
            return confirmed(client_of(home.viewer))
        case "owner":
            return confirmed(client_of(home.owner))
        case _:
            return confirmed(client_of(make_member(family, role)))


def status(browser: Client, method: str, where: str) -> str:
    """Return the status of a request, which is rolled back."""
    with transaction.atomic():
        client = Client()
        client.cookies = deepcopy(browser.cookies)
        response = getattr(client, method)(where)
        response.getvalue()  # closes streamed files
        transaction.set_rollback(True)
    return str(response.status_code).replace("404", ".")


def test_each_address_has_its_row() -> None:
    assert EXPECTED.keys() == NAMES.keys()


@pytest.mark.parametrize("role", ROLES)
def test_who_gets_what(home: Home, role: str) -> None:  # noqa: F811
    browser = browser_of(role, home)
    assert {
        name: (status(browser, "get", where), status(browser, "post", where))
        for name, where in ((name, address(home, name)) for name in EXPECTED)
    } == statuses_of(role)
