"""People and organisations: who someone is, where they belong, and what they may do."""
