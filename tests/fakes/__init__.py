"""Stand-ins that fail the way reality fails."""
