"""Real services for the tests: PostgreSQL, Redis, a Celery worker, a browser. On free loopback ports."""
