"""How well markings are resolved, judged by published components whose maker is known. Pure: no database is asked."""
