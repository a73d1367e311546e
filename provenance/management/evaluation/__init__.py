"""What `manage.py evaluate_resolving` does around the pure package `provenance.evaluation`."""
