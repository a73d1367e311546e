"""gunicorn's settings, for `./run up` and for production: `gunicorn --config python:config.web_server --bind ...`."""

import socket
from typing import Any

from config import env

wsgi_app = "config.wsgi"
preload_app = True
# A phone on a thin line holds a thread for as long as a piece takes, so there are more threads than a team has phones;
# they are made when they are needed. Between pieces its connection waits without one.
worker_class = "gthread"
workers = env.integer("WEB_WORKERS", 2, at_least=1)
threads = env.integer("WEB_THREADS", 32, at_least=1)
timeout = 120
keepalive = 30
graceful_timeout = 15
control_socket_disable = True
loglevel = "warning"
# What stands behind the question mark tells of evidence (hashes, times), and of what people looked for.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(L)s'

# A reset throws away what the kernel had taken from the line and nobody had read yet: with Linux' own choice up to
# 6 MB of a photo, which the phone then sends again.
RECEIVE_BUFFER_BYTES = env.integer("WEB_RECEIVE_BUFFER", 128 * 1024)


def when_ready(server: Any) -> None:
    """Connections take the size of their buffer from the socket that they came in by."""
    for listener in server.LISTENERS if RECEIVE_BUFFER_BYTES else ():
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
