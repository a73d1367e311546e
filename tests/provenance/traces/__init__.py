"""Tests of the life of a trace."""
