"""Users, families and memberships."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.roles import ROLES
from tracker.models.record import Versioned


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Creates a user; without a password nobody can log in as them."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who logs in with an e-mail address.

    ``language``: of pages and mails; empty for that of the installation. ``apprise_url``: where
    the host has reminders sent too, through Apprise; empty for nowhere.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=MAX_TEXT_LENGTH, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True, default="")
    apprise_url = models.CharField(max_length=2000, blank=True, default="", editable=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def shown_name(self) -> str:
        """The name that others see as the author."""
        return self.name or self.email.partition("@")[0][:MAX_TEXT_LENGTH]

    @property
    def language_code(self) -> str:
        """The chosen language, while it is installed; else that of the installation."""
        installed = dict(settings.LANGUAGES)
        return self.language if self.language in installed else settings.LANGUAGE_CODE


class Family(Versioned):
    """The household that owns diaries. Its time zone decides which day is "today".

    It is read-only until ``read_only_until`` at most, while one of its diaries is copied before it
    is deleted.
    """

    class TemperatureUnit(models.TextChoices):
        CELSIUS = "C", "°C"
        FAHRENHEIT = "F", "°F"

    name = models.CharField(_("name"), max_length=MAX_TEXT_LENGTH)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    country = models.CharField(_("country"), max_length=2, blank=True)
    temperature_unit = models.CharField(
        _("temperatures in"),
        max_length=1,
        choices=TemperatureUnit.choices,
        default=TemperatureUnit.CELSIUS,
    )
    is_sample = models.BooleanField(default=False, editable=False)
    read_only_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    users: models.ManyToManyField[User, Member] = models.ManyToManyField(
        User, through="Member", related_name="families"
    )

    class Meta:
        verbose_name_plural = "families"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(temperature_unit__in=["C", "F"]), name="family_unit_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_fahrenheit(self) -> bool:
        return self.temperature_unit == self.TemperatureUnit.FAHRENHEIT


class Member(models.Model):
    """A user in a family, with one of ``ROLES``.

    ``closed_notices``: keys of the notices to owners that they have closed
    (``presenters.people.OwnerNotice``).
    """

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10)
    relation = models.CharField(
        _("who they are to the child"), max_length=MAX_TEXT_LENGTH, blank=True
    )
    closed_notices = models.JSONField(default=list, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["family", "user"], name="member_once_a_family"),
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(ROLES)), name="member_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    @property
    def owns(self) -> bool:
        return ROLES[self.role].owns

    @property
    def writes(self) -> bool:
        return ROLES[self.role].writes
