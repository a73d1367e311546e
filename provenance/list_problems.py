"""Expected failures around imports of published lists and of relations."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class ListShrinks(Problem):
    """Half of a list or more is gone: perhaps the file is not all of it."""

    code = "list_shrinks"
    status = 409
    happened = _("“{name}” held {before} entries and would hold {now} now.")
    kept = _("Nothing was changed.")
    next_step = _(
        "Look whether the file is whole. If so much was really taken off the list, confirm it (--confirm-shrink)."
    )


class OlderVersion(Problem):
    """Versions come in the order of their days."""

    code = "list_version_older"
    status = 409
    happened = _("“{name}” is held as of {held}; this file is of {given}, an earlier day.")
    kept = _("Nothing was changed.")
    next_step = _("Import versions in the order of their days: take the newer one back first, or give the right day.")


class UnnamedList(Problem):
    """Nothing says which list it is."""

    code = "list_unnamed"
    status = 422
    happened = _("The file does not say of which list it is.")
    kept = _("Nothing was stored.")
    next_step = _("Fill the column “list”, or give the name of the list (--name).")


class NotNewestVersion(Problem):
    """Only the version that stands can be taken back."""

    code = "list_version_not_newest"
    status = 409
    happened = _("A newer version of “{name}” stands on this one, or it is taken back already.")
    kept = _("Nothing was changed.")
    next_step = _("Take back the newest version first.")
