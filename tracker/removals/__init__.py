"""What ends a child's record, or somebody's part in it: never overnight against an owner, and
never without a copy for each from whom it is taken.

Nobody may be cut off from a child's record by another owner, or locked into one. ``waiting`` is
what is asked for, told to every owner, and done after seven days; ``at_once`` what nobody else
need be told first; ``copies`` what people keep of it.
"""

from tracker.removals.at_once import (
    NotAlone,
    delete_account,
    delete_child_alone,
    delete_family_alone,
    leave_with_copies,
    remove_with_copies,
)
from tracker.removals.copies import CopyFailed, remove_copies, remove_old_copies, write_everything
from tracker.removals.waiting import (
    DAYS_OF_WAITING,
    LastOwner,
    ask_to_delete_child,
    ask_to_delete_family,
    ask_to_end_ownership,
    cancel,
    carry_out_due,
)
from tracker.removals.work import PeopleWork, run_membership_tasks

__all__ = [
    "DAYS_OF_WAITING",
    "CopyFailed",
    "LastOwner",
    "NotAlone",
    "PeopleWork",
    "ask_to_delete_child",
    "ask_to_delete_family",
    "ask_to_end_ownership",
    "cancel",
    "carry_out_due",
    "delete_account",
    "delete_child_alone",
    "delete_family_alone",
    "leave_with_copies",
    "remove_copies",
    "remove_old_copies",
    "remove_with_copies",
    "run_membership_tasks",
    "write_everything",
]
