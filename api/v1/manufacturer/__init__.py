"""For a manufacturer: which of my parts were found? Reaches the data through `teardowns.queries.findings` only."""
