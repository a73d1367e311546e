"""Tests of the machines' door."""
