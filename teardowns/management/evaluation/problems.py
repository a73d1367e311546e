"""What keeps an evaluation from beginning."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class LabelsNotFound(Problem):
    """There is no such label file, or none was named and none lies at the usual place."""

    code = "labels_not_found"
    status = 404
    happened = _("The label file {path} cannot be opened.")
    next_step = _("Name a CSV file with the columns file and part_number: evaluate_reading LABELS.csv --photos DIR.")


class LabelsUnreadable(Problem):
    """The file is no CSV in UTF-8."""

    code = "labels_unreadable"
    status = 422
    happened = _("The label file {path} is no CSV text in UTF-8.")
    next_step = _("Save it as CSV in UTF-8 and try again.")


class LabelColumnMissing(Problem):
    """A column without which nothing can be judged."""

    code = "label_column_missing"
    status = 422
    happened = _("The label file {path} has no column {columns}.")
    next_step = _("Its first line must name the columns; file and part_number are needed.")


class NoLabels(Problem):
    """A table with a heading and nothing in it."""

    code = "no_labels"
    status = 422
    happened = _("The label file {path} labels no chip.")
    next_step = _("Give each chip a row with its photo's file name and its printed part number.")


class NoPhotos(Problem):
    """None of the labelled photos is there."""

    code = "no_photos"
    status = 404
    happened = _("None of the labelled photos lies in {folder}.")
    next_step = _("Say where the photos are: --photos DIR.")


class EngineMissing(Problem):
    """The engine, or a model of it, is not installed."""

    code = "engine_missing"
    status = 503
    happened = _("The engine {engine} does not work here: {detail}")
    next_step = _("Install it with ./run setup, or choose another one with --engine.")
