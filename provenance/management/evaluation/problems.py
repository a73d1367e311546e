"""What keeps an evaluation of resolving from beginning."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class ComponentsNotFound(Problem):
    """There is no such file, or none was named and none lies at the usual place."""

    code = "components_not_found"
    status = 404
    happened = _("The list of components {path} cannot be opened.")
    next_step = _(
        "Name a CSV file with the columns name_and_marking and manufacturer_as_published: "
        "evaluate_resolving COMPONENTS.csv."
    )


class ComponentsUnreadable(Problem):
    """The file is no CSV in UTF-8."""

    code = "components_unreadable"
    status = 422
    happened = _("The list of components {path} is no CSV text in UTF-8.")
    next_step = _("Save it as CSV in UTF-8 and try again.")


class ComponentColumnMissing(Problem):
    """A column without which nothing can be judged."""

    code = "component_column_missing"
    status = 422
    happened = _("The list of components {path} has no column {columns}.")
    next_step = _("Its first line must name the columns; name_and_marking and manufacturer_as_published are needed.")


class NoComponents(Problem):
    """A table without a single marking."""

    code = "no_components"
    status = 422
    happened = _("The list of components {path} holds no marking.")
    next_step = _("Give each component a row with its marking and its maker.")
