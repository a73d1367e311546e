"""Views: a few lines each. Reads come from queries, writes from operations."""
