"""How makers number and mark their parts: one file a maker, none knows another, `registry` lists them."""
