"""Pictures (pure): what a file is, decoding in a sealed child process, derivatives that carry pixels only."""
