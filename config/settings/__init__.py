"""`base` is what every installation shares; `embedded`, `dev`, `test` and `prod` are chosen by name."""
