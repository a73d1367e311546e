"""Pure search for the hands a part passed through."""
