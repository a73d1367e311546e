"""What the lines of a marking are for: several answers with probabilities for each piece of a line, never one guess."""
