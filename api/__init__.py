"""The machines' door: a thin, versioned JSON API in front of the domain packages."""
