"""What the lab and enforcement send and are shown, field by field."""
