"""Exits 0 if the site in this container answers /healthz. A redirect to https is an answer too."""

import http.client
import os
import sys
from urllib.parse import urlsplit

host = urlsplit(os.environ.get("FPS_SITE_URL", "")).netloc or "127.0.0.1"
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
try:
    connection.request("GET", "/healthz", headers={"Host": host})
    sys.exit(connection.getresponse().status >= 400)
except OSError as error:
    sys.exit(f"/healthz does not answer: {error}")
