"""Reads of what was found."""
