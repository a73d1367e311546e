"""Writes of provenance."""
