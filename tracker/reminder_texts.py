"""What reminders say: no name, no place on the body and nothing that was seen.

Other people may read them: over a shoulder, in a mailbox, or in a shared calendar.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SOMETHING_DUE = _("Something is due: open the diary")
DAY_NOTED_TOMORROW = _("You noted something for tomorrow")
DAY_NOTED_TODAY = _("You noted something for today")

TITLES = {
    "evening": _("Time for today's entry"),
    "due": SOMETHING_DUE,
    "follow_up_tomorrow": DAY_NOTED_TOMORROW,
    "follow_up_today": DAY_NOTED_TODAY,
    "still_there": _("Still there? Open the diary"),
    "wrote": _("Somebody added something to the diary"),
}
"""By ``domain.reminders.DueReminder.what``."""
