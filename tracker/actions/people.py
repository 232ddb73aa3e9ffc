"""Families, members and children: opening a diary, adding a baby, settings."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from tracker.actions.concerns import begin_concern
from tracker.actions.history import ChangeRecorder
from tracker.actions.photos import remove_photos
from tracker.actions.read_only import lock_family_for_writing
from tracker.actions.revisions import optimistic_update, save_fields
from tracker.domain import records
from tracker.domain.roles import OWNER
from tracker.models import Child, Family, Member, Photo, User
from tracker.models.rows import values_of
from tracker.queries import is_empty

GUEST_EMAIL = "guest@sample.invalid"
"""Who reads the sample diary while nobody has an account; nobody can log in as them."""


class AlreadyOpen(Exception):
    """Somebody opened a diary here meanwhile; further people come by invitation."""


@dataclass(frozen=True)
class NewAccount:
    """Who somebody is that has no account yet. Nobody else has the address; the form asks."""

    email: str
    password: str
    name: str


@transaction.atomic
def open_diary(
    *,
    child: records.Child,
    concern: records.Concern | None,
    by: User | NewAccount,
    time_zone: str,
    country: str,
) -> tuple[User, Child]:
    """The first family of an installation with its baby and what was seen.

    As a rule its account is the first one too. The guest of the sample diary goes. Raises
    AlreadyOpen where a diary is kept already.
    """
    lock_tables(Family)
    if not is_empty():
        raise AlreadyOpen
    User.objects.filter(email=GUEST_EMAIL).delete()
    remove_samples()
    user = by if isinstance(by, User) else make_account(by)
    family = Family.objects.create(
        name=child.name,
        time_zone=time_zone,
        country=country,
        temperature_unit=_usual_unit(country),
    )
    Member.objects.create(family=family, user=user, role=OWNER.key)
    baby = add_child(family=family, child=child)
    if concern is not None:
        begin_concern(child=baby, concern=concern, by=user)
    return user, baby


def lock_tables(*models: type[Model]) -> None:
    """Of those who look first and then write into these tables, one at a time: until its
    transaction ends nobody else writes into them.

    SQLite lets one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def make_account(account: NewAccount) -> User:
    return User.objects.create_user(account.email, account.password, name=account.name)


@transaction.atomic
def add_child(*, family: Family, child: records.Child) -> Child:
    """Has no undo: nothing was written about the child yet. Raises FamilyReadOnly."""
    lock_family_for_writing(family.pk)
    return Child.objects.create(family=family, **values_of(child))


@transaction.atomic
def change_child(*, row: Child, child: records.Child, revision: int, by: User) -> None:
    """The birth date is no later than the first thing written; the form sees to it.

    Stands in the child's history, without an undo. Raises ChangedMeanwhile.
    """
    ChangeRecorder(row, by).change(row, values_of(child), revision)


@transaction.atomic
def change_family(
    *,
    family: Family,
    name: str,
    time_zone: str,
    country: str,
    temperature_unit: str,
    revision: int,
    by: User,
) -> None:
    """``time_zone`` is an IANA name, ``country`` two letters or empty, the unit ``C`` or ``F``.

    Raises ChangedMeanwhile.
    """
    fields = {
        "name": name,
        "time_zone": time_zone,
        "country": country,
        "temperature_unit": temperature_unit,
    }
    with optimistic_update(family, by=by, revision=revision):
        save_fields(family, fields)


def remove_samples(user: User | None = None) -> None:
    """Every sample family (of one user), with all that hangs on it."""
    samples = Family.objects.filter(is_sample=True)
    if user is not None:
        samples = samples.filter(members__user=user)
    remove_families(samples)


@transaction.atomic
def remove_families(families: QuerySet[Family]) -> None:
    """Removes families for good, with all that hangs on them, photos and their files included."""
    found = Family.objects.filter(pk__in=list(families.values_list("pk", flat=True)))
    remove_photos(Photo.all_objects.filter(entry__concern__child__family__in=found))
    found.delete()


@transaction.atomic
def remove_child(*, child: Child) -> None:
    """Removes a child for good, with all that hangs on it, photos and their files included."""
    remove_photos(Photo.all_objects.filter(entry__concern__child=child))
    child.delete()


def _usual_unit(country: str) -> str:
    """°F in the few countries that take a baby's temperature in it."""
    if country in {"US", "BS", "BZ", "KY", "LR", "PW", "FM", "MH"}:
        return Family.TemperatureUnit.FAHRENHEIT
    return Family.TemperatureUnit.CELSIUS
