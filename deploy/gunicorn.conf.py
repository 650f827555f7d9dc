"""How gunicorn serves Pathway: `gunicorn -c deploy/gunicorn.conf.py lms.wsgi`. Its socket comes from systemd, or from WEB_BIND."""

import os

bind = os.environ.get("WEB_BIND", "unix:/run/pathway/web.sock")  # a socket that systemd hands over goes before
workers = int(os.environ.get("WEB_PROCESSES", min(2 * (os.cpu_count() or 1) + 1, 9)))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))  # each may hold one connection to the database
preload_app = True  # loaded once, shared by all processes
timeout = 120  # seconds without a sign of life; an export streams longer, and gives signs
graceful_timeout = 30  # what was begun is ended before a restart
keepalive = 75  # longer than nginx keeps a connection, so that nginx never writes into one that just closed
max_requests = 5000  # a process that grew is replaced
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108  signs of life need no disk
accesslog = None  # nginx has one, which leaves out links that stand for a person
errorlog = "-"
loglevel = "warning"


def pre_fork(server: object, worker: object) -> None:
    """No process may inherit a connection to the database."""
    from django.db import connections

    connections.close_all()
