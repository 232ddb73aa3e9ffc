"""The health check of the container: exits with 1 unless Milkspot says that all is well."""

import os
import sys
from http.client import HTTPConnection

try:
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=20)
    connection.request("GET", "/healthz")
    sys.exit(connection.getresponse().status != 200)
except OSError as error:
    sys.exit(str(error))
