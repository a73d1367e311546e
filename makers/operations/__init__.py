"""Writes for manufacturers, and of them."""
