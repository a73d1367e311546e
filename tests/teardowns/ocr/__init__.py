"""Tests of the chip reader."""
