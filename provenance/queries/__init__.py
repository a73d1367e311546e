"""Reads of provenance."""
