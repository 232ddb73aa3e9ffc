"""Families, members and children: creation, settings, removal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from tracker.actions.account import accept_terms
from tracker.actions.deleted import remove_changes_of
from tracker.actions.history import ChangeRecorder
from tracker.actions.photos import remove_photos
from tracker.actions.read_only import lock_family_for_writing
from tracker.actions.revisions import optimistic_update, save_fields
from tracker.actions.upkeep.look_again import look_again_soon
from tracker.domain import records
from tracker.domain.roles import OWNER
from tracker.models import Child, Family, LookAgain, Member, Photo, User, Weight
from tracker.models.rows import values_of

GUEST_EMAIL = "guest@sample.invalid"
"""The user who reads the sample diary while there is no account. Nobody can log in as this user."""


@dataclass(frozen=True)
class NewAccount:
    """Data of an account to be created. The form ensures that the address is not in use."""

    email: str
    password: str
    name: str
    terms: str = ""
    """The text of the host's terms that the person agreed to."""


def lock_tables(*models: type[Model]) -> None:
    """Locks these tables until the transaction ends.

    So a check and the write after it cannot interleave with another. SQLite needs no lock: it runs
    one write transaction at a time.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def make_account(account: NewAccount) -> User:
    """Creates the user, and keeps the terms that they agreed to."""
    user = User.objects.create_user(account.email, account.password, name=account.name)
    if account.terms:
        accept_terms(user=user, text=account.terms)
    return user


@transaction.atomic
def make_family(*, name: str, time_zone: str, country: str, owner: User) -> Family:
    """Creates a family that this user owns; temperatures in the unit usual in the country."""
    family = Family.objects.create(
        name=name,
        time_zone=time_zone,
        country=country,
        temperature_unit=_usual_unit(country),
    )
    Member.objects.create(family=family, user=owner, role=OWNER.key)
    return family


@transaction.atomic
def add_child(*, family: Family, child: records.Child) -> Child:
    """Adds a child to a family, without an undo. Raises FamilyReadOnly."""
    lock_family_for_writing(family.pk)
    row = Child.objects.create(family=family, **values_of(child))
    LookAgain.objects.create(child=row)
    add_weights(row, child.weights)
    return row


def add_weights(row: Child, weights: Iterable[records.Weight]) -> None:
    Weight.objects.bulk_create(Weight(child=row, **values_of(weight)) for weight in weights)


@transaction.atomic
def change_child(*, row: Child, child: records.Child, revision: int, by: User) -> None:
    """Saves the child's data; recorded in its history, without an undo. Raises ChangedMeanwhile.

    The form ensures that the birth date is no later than the first record.
    """
    with ChangeRecorder(row, by).changing(row, revision):
        save_fields(row, values_of(child))
        row.weights.all().delete()
        add_weights(row, child.weights)


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
    """Saves the family's settings. Raises ChangedMeanwhile.

    ``time_zone`` is an IANA name, ``country`` an ISO code of two letters or empty,
    ``temperature_unit`` ``C`` or ``F``.
    """
    fields = {
        "name": name,
        "time_zone": time_zone,
        "country": country,
        "temperature_unit": temperature_unit,
    }
    with optimistic_update(family, by=by, revision=revision):
        save_fields(family, fields)
    look_again_soon(family.pk)  # another time zone may have another day


def remove_samples(user: User | None = None) -> None:
    """Removes the sample families, of one user or of all, with all that belongs to them."""
    samples = Family.objects.filter(is_sample=True)
    if user is not None:
        samples = samples.filter(members__user=user)
    remove_families(samples)


@transaction.atomic
def remove_families(families: QuerySet[Family]) -> None:
    """Removes families permanently, with all that belongs to them, photo files included."""
    found = Family.objects.filter(pk__in=list(families.values_list("pk", flat=True)))
    remove_photos(Photo.all_objects.filter(entry__concern__child__family__in=found))
    found.delete()


@transaction.atomic
def remove_child(*, child: Child) -> None:
    """Removes a child permanently, with all that belongs to it, photo files included."""
    remove_photos(Photo.all_objects.filter(entry__concern__child=child))
    remove_changes_of(child)
    child.delete()


def _usual_unit(country: str) -> str:
    """Returns Fahrenheit for the few countries where body temperature is measured in it."""
    if country in {"US", "BS", "BZ", "KY", "LR", "PW", "FM", "MH"}:
        return Family.TemperatureUnit.FAHRENHEIT
    return Family.TemperatureUnit.CELSIUS
