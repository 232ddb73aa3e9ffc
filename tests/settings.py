"""The settings under test: the defaults, with a temporary data folder.

Of the environment only DATABASE_URL is used, so that the tests can run on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

VARIABLES = """
    ALLOWED_HOSTS BACKUP_PASSPHRASE_FILE DEBUG DRAIN_SECONDS EMAIL_FROM EMAIL_URL FAMILY_QUOTA HOST
    LOG_FORMAT LOG_LEVEL MEDIA_S3_ACCESS_KEY MEDIA_S3_BUCKET MEDIA_S3_ENDPOINT MEDIA_S3_REGION
    MEDIA_S3_SECRET_KEY OPERATOR PORT PUBLIC_URL RULES_FILE SECRET_KEY SIGN_UP START_EMPTY
    TERMS_FILE TIME_ZONE TRUSTED_PROXIES XDG_DATA_HOME
"""

_scratch = tempfile.mkdtemp(prefix="milkspot-tests-")
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.environ.update(dict.fromkeys(VARIABLES.split(), ""))
os.environ.setdefault("DATABASE_URL", "")
os.environ["DATA_DIR"] = _scratch

from diary.settings import *  # noqa: E402, F403
from diary.settings import BASE_DIR, CACHES, DATA_DIR, DATABASES, STORAGES, TEMPLATES  # noqa: E402
from tests.strict_templates import Missing  # noqa: E402

(DATA_DIR / "static").mkdir()  # required by whitenoise; the files come from finders

# A file, since a live server's threads cannot share a database in memory.
DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
if DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {}
# On PostgreSQL too, so that the tests count the same queries; "shared" is the one in the database.
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    CACHES["shared"] = CACHES["default"]
    CACHES["default"] = {
        "BACKEND": "diary.cache.LockedFileCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Missing(BASE_DIR / "templates")
