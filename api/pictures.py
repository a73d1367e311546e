"""Pictures as answers: shown, never run, never guessed at."""

from django.http import HttpResponse


def jpeg(data: bytes, name: str) -> HttpResponse:
    """A JPEG that a browser shows under this file name; `name` is made of an id by the caller."""
    return HttpResponse(
        data,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": f'inline; filename="{name}.jpg"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )
