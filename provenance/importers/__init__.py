"""Adapters from outside formats, a file each."""
