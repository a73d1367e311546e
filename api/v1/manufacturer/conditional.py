"""Answers that a program need not read twice: a tag of their bytes, and 304 for who has them already."""

import hashlib
from typing import Any

from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from rest_framework.request import Request
from rest_framework.response import Response

from api.views import Door


class Tagged(Door):
    """A door whose answers carry an ETag. It is made of what the asker is shown, so it tells no more than that."""

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Tag what was found, once its bytes are there."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(answer, Response) and answer.status_code == 200 and request.method in ("GET", "HEAD"):
            answer.add_post_render_callback(lambda rendered: _tagged(request, rendered))
        return answer


def _tagged(request: Request, rendered: Response) -> Any:
    rendered["ETag"] = quote_etag(hashlib.sha256(rendered.content).hexdigest())
    answer = get_conditional_response(request._request, etag=rendered["ETag"], response=rendered)
    if answer is not None and answer is not rendered:
        answer["Cache-Control"] = rendered["Cache-Control"]
    return answer
