"""Background work: the database is the truth about it, the broker only a hint."""
