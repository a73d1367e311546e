"""What went wrong, said so that a person can go on: what happened, what was kept, what to do next.

The innermost package: every other one may raise a Problem, the doors (`api`, `web`, commands) show it.
"""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Problem(Exception):
    """An expected failure. A subclass names its stable `code`, HTTP `status` and three sentences in both languages.

    Sentences may hold `{name}` placeholders, filled from `params`.
    """

    code: ClassVar[str] = "problem"
    status: ClassVar[int] = 400
    happened: ClassVar[Text] = _("Something did not work.")
    kept: ClassVar[Text] = _("Nothing was changed.")
    next_step: ClassVar[Text] = _("Try again.")

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code, params)
        self.params = params

    def __str__(self) -> str:
        return " ".join(self.sentences())

    def sentences(self) -> tuple[str, str, str]:
        """What happened, what was kept, what to do next, in the active language."""
        happened, kept, next_step = (
            str(text).format(**self.params) for text in (self.happened, self.kept, self.next_step)
        )
        return happened, kept, next_step


class NotFound(Problem):
    """Not there, or not yours: the two answer alike."""

    code = "not_found"
    status = 404
    happened = _("There is nothing here for you.")
    kept = _("Nothing was changed.")
    next_step = _("Check the address, or ask who sent it to you.")


class NotAllowed(Problem):
    """The role does not permit this."""

    code = "not_allowed"
    status = 403
    happened = _("Your role does not permit this.")
    next_step = _("Ask your administrator when you need it for your work.")
