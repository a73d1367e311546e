"""Who may call what: every view names one capability a method, and what is not named is refused."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, cast

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.queries import Principal
from accounts.roles import Capability

Needed = Capability | frozenset[Capability]


class Guarded(Protocol):
    """A view that says what it needs: per method a capability, or a set of which one is enough."""

    capabilities: ClassVar[Mapping[str, Needed]]

    @property
    def found_principal(self) -> Principal | None:
        """Who is asking; None for nobody."""


class HasCapability(BasePermission):
    """Default deny."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the principal has what the view asks for this method.

        Raises MethodNotAllowed, and what is missing before the role's capabilities hold.
        """
        guarded = cast("Guarded", view)
        principal = guarded.found_principal
        if principal is None:
            return False
        method = "GET" if request.method == "HEAD" else str(request.method)
        needed = guarded.capabilities.get(method)
        if needed is None:
            raise MethodNotAllowed(method)
        enough = needed if isinstance(needed, frozenset) else frozenset({needed})
        if principal.unfinished is not None and not enough & principal.capabilities:
            raise principal.unfinished
        return bool(enough & principal.capabilities)


def unguarded_methods(view: type[Any]) -> list[str]:
    """Handlers of a view class for which it names no capability."""
    handlers = ("get", "post", "put", "patch", "delete")
    return [name for name in handlers if hasattr(view, name) and name.upper() not in view.capabilities]
