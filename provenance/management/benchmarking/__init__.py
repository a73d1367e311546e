"""What `manage.py benchmark_resolving` does: a catalogue of any size in a database of its own, and noisy markings."""
