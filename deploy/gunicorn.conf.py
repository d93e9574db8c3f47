"""Two workers of four threads, behind a reverse proxy on the same machine: `gunicorn -c deploy/gunicorn.conf.py 'forum:create_app()'`."""

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 4
timeout = 30
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None  # the application writes its own request lines, without addresses
