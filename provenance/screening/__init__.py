"""Whether a name is that of a party on a list, explained. Pure: names in, parties and reasons out."""
