"""What can go wrong at the pages themselves."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class WrongMethod(Problem):
    """A form's address that was opened like a page, or a page that was written to."""

    code = "method_not_allowed"
    status = 405
    happened = _("This address cannot be opened as a page; only a form sends to it.")
    next_step = _("Go to your work and open the page from there.")
