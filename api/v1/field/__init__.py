"""For field teams: open a teardown, send photos, hear what became of them."""
