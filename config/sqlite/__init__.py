"""SQLite for several processes that all write."""
