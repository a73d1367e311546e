"""Expected failures around imports of lists of parts."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class ImportTooLarge(Problem):
    """More bytes than a list may have."""

    code = "import_too_large"
    status = 413
    happened = _("The file is larger than {megabytes} MB.")
    kept = _("Nothing of it was stored.")
    next_step = _("Split the list, or have CHIPTRAIL_IMPORT_MAX_BYTES raised.")


class ImportEmpty(Problem):
    """A file without bytes."""

    code = "import_empty"
    status = 422
    happened = _("The file is empty.")
    kept = _("Nothing was stored, for there was nothing to store.")
    next_step = _("Choose another file.")


class ImportNotStored(Problem):
    """The vault is full or away."""

    code = "import_not_stored"
    status = 503
    happened = _("The server could not store the file just now.")
    kept = _("Nothing of it was stored; the catalogue is as it was.")
    next_step = _("Look at the server’s disk or bucket, then send the file again.")


class ImportNotReady(Problem):
    """What is asked for does not fit the state of the import, perhaps since the page was opened."""

    code = "import_not_ready"
    status = 409
    happened = _("This import is {state}: that cannot be done with it now.")
    next_step = _("Reload the page to see where it stands.")


class CatalogueMoved(Problem):
    """Between preview and application the catalogue changed in what the list touches."""

    code = "catalogue_changed"
    status = 409
    happened = _("The catalogue has changed since the preview: the import would do something else than it showed.")
    kept = _("Nothing was applied.")
    next_step = _("Preview it again, then apply it.")


class LaterImports(Problem):
    """Imports of a source are taken back in the reverse order."""

    code = "later_imports"
    status = 409
    happened = _("Later imports of the same source build on this one: {files}.")
    next_step = _("Take those back first, the latest first.")


class UnknownSource(Problem):
    """A source without a name."""

    code = "source_unnamed"
    status = 422
    happened = _("The list has no source.")
    next_step = _("Choose the source of the list, or name a new one.")
