"""Looks through the facts that ship with the project for what contradicts itself. Pure; `manage.py check_reference`."""
