"""Pure: labels and readings in, figures out; how well chips are read. `manage.py evaluate_reading` is its door."""
