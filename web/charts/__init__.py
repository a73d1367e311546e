"""Charts as positions for SVG templates. Pure; every chart has a table beside it that says the same."""
