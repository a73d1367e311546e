"""Tools that make test material: the renderer of chips and boards."""
