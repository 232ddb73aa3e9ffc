"""Ends diaries, families and memberships.

No owner can be cut off from a child's record by another, or kept in a family, and everybody who
loses access gets a copy. ``pending`` has removals that are announced to every owner and done after
seven days; ``immediate`` those that need no announcement; ``copies`` the copies that people keep;
``deletion`` the two transactions in which a diary is copied and deleted.
"""

from tracker.removals.copies import (
    CopyFailed,
    account_export_blocks,
    remove_copies,
    remove_old_copies,
)
from tracker.removals.immediate import (
    NotAlone,
    close_family,
    delete_account,
    delete_child_now,
    delete_family_now,
    leave_with_copies,
    remove_member_with_copies,
)
from tracker.removals.pending import (
    WAITING_DAYS,
    LastOwner,
    cancel,
    request_child_deletion,
    request_family_deletion,
    request_ownership_end,
    run_due_removals,
)
from tracker.removals.tasks import MembershipTaskCounts, membership_tasks

__all__ = [
    "WAITING_DAYS",
    "CopyFailed",
    "LastOwner",
    "MembershipTaskCounts",
    "NotAlone",
    "account_export_blocks",
    "cancel",
    "close_family",
    "delete_account",
    "delete_child_now",
    "delete_family_now",
    "leave_with_copies",
    "membership_tasks",
    "remove_copies",
    "remove_member_with_copies",
    "remove_old_copies",
    "request_child_deletion",
    "request_family_deletion",
    "request_ownership_end",
    "run_due_removals",
]
