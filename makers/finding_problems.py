"""What can go wrong with filters and exports of findings."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class FilterNameMissing(Problem):
    """A filter was to be kept without a name."""

    code = "filter_name_missing"
    status = 422
    happened = _("The filter was not saved: it has no name.")
    kept = _("The filter itself stands as it was.")
    next_step = _("Write a name and save it again.")


class TooManyFilters(Problem):
    """More filters than anybody finds again."""

    code = "too_many_filters"
    status = 409
    happened = _("The filter was not saved: {most} filters are saved already.")
    kept = _("All saved filters are kept.")
    next_step = _("Delete one that you no longer need.")
