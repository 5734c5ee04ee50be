"""How the site is served, by `make run` and in the container alike. The address comes with --bind."""

import os

# Threads, because pages wait for the database; two processes, so that one busy with a large image stops nobody.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 32
preload_app = True
timeout = 60
graceful_timeout = 20
# Longer than the proxy keeps an idle connection, so that it never writes into one we have just closed.
keepalive = 75
accesslog = None
# No header may say under which path the site stands: its links, and the pages kept for others, would follow it.
forwarder_headers = ""
loglevel = "warning"
control_socket_disable = True
# The heartbeat of a worker is a file; on a slow disk it would count as a hanging worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # nosec B108 # noqa: S108 (the name is only asked for)


def when_ready(server):
    from django.conf import settings

    address = settings.SITE_URL
    print(f"The site:        {address}/\nIts back office: {address}/admin/\nCtrl-C ends it.", flush=True)
