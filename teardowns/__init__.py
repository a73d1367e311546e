"""What was found: specimens, bills of materials, photos, readings, identifications, findings."""
