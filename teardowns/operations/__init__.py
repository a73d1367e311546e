"""Writes of what was found."""
