"""For the lab and for enforcement: evidence, readings, judgements, traces."""
