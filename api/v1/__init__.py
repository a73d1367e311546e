"""Version 1: one package an audience; they do not know each other."""
