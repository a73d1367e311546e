"""What keeps a benchmark from beginning."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class NothingToMeasure(Problem):
    """No rows, parts or markings were asked for."""

    code = "nothing_to_measure"
    status = 422
    happened = _("There is nothing to measure without parts and markings, or shipments.")
    next_step = _("Give at least 1 for --parts and --markings, or --shipments.")


class NoTemporaryDatabase(Problem):
    """The configured server does not let its user make a database."""

    code = "no_temporary_database"
    status = 503
    happened = _("The temporary database cannot be used: {detail}")
    kept = _("The catalogue in use was not touched.")
    next_step = _("In PostgreSQL, give the user the right to make databases (ALTER ROLE ... CREATEDB), and try again.")
