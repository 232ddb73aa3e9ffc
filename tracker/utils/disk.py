"""The free space of the disk with the data folder."""

import shutil

from django.conf import settings

MIN_FREE_BYTES = 300 * 1024 * 1024
"""Below it no photo is taken, so that the database can go on.

One request with ten photos is stored in the data folder while it arrives: 250 MB.
"""


def disk_is_low() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free < MIN_FREE_BYTES
