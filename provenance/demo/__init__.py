"""A small world of evidently fictitious companies, for the demonstration and for tests."""
