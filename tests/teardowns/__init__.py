"""Tests of the package `teardowns`."""
