"""What `manage.py evaluate_reading` does around the pure package `teardowns.evaluation`."""
