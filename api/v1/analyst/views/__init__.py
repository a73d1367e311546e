"""Views of the analyst's door: one domain call each."""
