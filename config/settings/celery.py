"""Background work. The database is the truth about jobs, the broker is only a hint that there is one."""

from kombu import Exchange, Queue

from config import env
from config.paths import DATA_DIR

CELERY_BROKER_URL = env.text("BROKER_URL", "redis://127.0.0.1:6379/0")
CELERY_TIMEZONE = "UTC"
# Three queues. For a crop that an analyst has drawn somebody waits: `interactive` has a worker of its own, the crop
# reader. In the others a short job, or the sweeper's tick, never waits behind a row of photos to read.
#     celery -A config worker -Q quick,reading
#     celery -A config.interactive worker -Q interactive --concurrency 1 -n crops@%h
# Both at normal priority: a crop needs half a second of computing, so its fair share is fast enough, while readers of
# photos that gave way by `nice` starved beside whatever else the machine did.
# A worker that is given no queue takes from all three, the first one first.
CELERY_TASK_DEFAULT_QUEUE = "quick"
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in ("interactive", "quick", "reading")]
CELERY_TASK_ROUTES = {
    "teardowns.read_photo": {"queue": "reading"},
    "teardowns.import_photos": {"queue": "reading"},
    "provenance.trace_item": {"queue": "reading"},
    "provenance.preview_import": {"queue": "reading"},
    "provenance.apply_import": {"queue": "reading"},
    "provenance.roll_back_import": {"queue": "reading"},
    "makers.deliver_webhooks": {"queue": "reading"},
    "makers.write_export": {"queue": "reading"},
    "teardowns.read_region": {"queue": "interactive"},
}
CELERY_TASK_IGNORE_RESULT = True

# A task is acknowledged when it is done, and handed out again when its process was killed: `acks_late` alone
# lost 10 of 200 tasks under kill -9. A poison task does not loop: jobs count their attempts before the work.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = env.integer("TASK_TIME_LIMIT", 600, at_least=10)
CELERY_TASK_SOFT_TIME_LIMIT = CELERY_TASK_TIME_LIMIT - 5

CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "queue_order_strategy": "priority",
    # Longer than the hard time limit, or a slow task is started again beside itself.
    "visibility_timeout": CELERY_TASK_TIME_LIMIT + 60,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    # Whoever sends waits this long for a broker that is away or hangs, and not for ever: a receipt comes after it.
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
# An enqueue does not wait for a broker that is away: the sweeper sends what never arrived.
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}

# Worker processes are not recycled by count: each one holds the loaded OCR models. Past the memory limit
# (KiB) one is replaced after its task, which caps a leak in native code.
# Celery's own way is a new connection for every task, which cost more than a short task's work (measured: 4 traces a
# second with it, hundreds without). `config/celery.py` keeps connections as a web server does.
CELERY_DB_REUSE_MAX = 1_000_000_000
CELERY_WORKER_CONCURRENCY = env.integer("WORKER_CONCURRENCY", 2, at_least=1)
CELERY_WORKER_MAX_MEMORY_PER_CHILD = env.integer("WORKER_MAX_MEMORY_KIB", 2_500_000, at_least=100_000)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# The crop reader loads its models before it says that it is ready; the default gives it 4 s.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60.0
CELERY_WORKER_SEND_TASK_EVENTS = False

# A tick that waited behind long work for its whole period is dropped: the next one does the same.
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "jobs.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "retrace": {"task": "provenance.retrace_stale", "schedule": 10.0, "options": {"expires": 10}},
    "tidy": {"task": "custody.tidy", "schedule": 3600.0, "options": {"expires": 3600}},
    "end_uploads": {"task": "teardowns.end_expired_uploads", "schedule": 3600.0, "options": {"expires": 3600}},
    "forget": {"task": "provenance.forget_part_searches", "schedule": 3600.0, "options": {"expires": 3600}},
    "webhooks": {"task": "makers.deliver_webhooks", "schedule": 10.0, "options": {"expires": 10}},
    "digests": {"task": "makers.send_digests", "schedule": 600.0, "options": {"expires": 600}},
    "deadlines": {"task": "makers.watch_deadlines", "schedule": 300.0, "options": {"expires": 300}},
    "open_answers": {"task": "makers.open_answers", "schedule": 3600.0, "options": {"expires": 3600}},
    "end_exports": {"task": "makers.end_exports", "schedule": 3600.0, "options": {"expires": 3600}},
    "forget_overlaps": {"task": "makers.forget_overlaps", "schedule": 300.0, "options": {"expires": 300}},
    "checkpoint": {"task": "custody.checkpoint", "schedule": 300.0, "options": {"expires": 300}},
}
