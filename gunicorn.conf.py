"""How gunicorn serves the site: `gunicorn` in this folder needs no further word."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

wsgi_app = "gongshi.wsgi:application"
bind = os.environ.get("GONGSHI_BIND", "127.0.0.1:8001")
# More than one process only together with CACHE_URL: memory is not shared.
workers = int(os.environ.get("GONGSHI_WORKERS", "1"))
threads = 4
timeout = 60
max_requests = 2000
max_requests_jitter = 200
umask = 0o027
control_socket_disable = True  # nothing of ours asks it, and a service has no home to put it
# Only the web server on this machine may say that a visitor came by https.
forwarded_allow_ips = "127.0.0.1"
