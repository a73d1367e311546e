"""Tools of the house: the static checks and the catalogue of translations."""
