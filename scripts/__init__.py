"""Tools of the house: the static checks and the catalogue of translations."""

APPLICATION = ("problems", "config", "custody", "jobs", "accounts", "provenance", "teardowns", "makers", "api", "web")
PACKAGES = (*APPLICATION, "tests", "scripts")
