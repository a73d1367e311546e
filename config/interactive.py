"""The Celery application of the crop reader: its models are loaded before the first crop comes.

It takes only the queue `interactive`, for which a person waits; see `config/settings/celery.py`.
"""

import numpy as np
from celery.signals import worker_process_init
from django.conf import settings

from config.celery import app
from teardowns.ocr.engine import silent
from teardowns.ocr.geometry import rectangle
from teardowns.ocr.registry import engine

__all__ = ["app"]

BLANK = 64
"""Pixels: the side of a first crop that holds nothing."""


@worker_process_init.connect
def load_models(**_sent: object) -> None:
    """Read a blank crop. An engine that is not there says so at each real one."""
    engine(settings.OCR_ENGINE).read_region(
        np.zeros((BLANK, BLANK, 3), np.uint8), rectangle(0, 0, BLANK, BLANK), silent
    )
