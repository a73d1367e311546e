"""What a part number tells of its part, and what may have to be checked about it. Pure; each fact has its source."""
