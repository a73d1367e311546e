"""Reads for manufacturers, and of them; the principal comes first."""
