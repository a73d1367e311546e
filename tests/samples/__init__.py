"""Sample files made by code: genuine photos as devices write them, and files made to do harm.

`CANARY` is a string no derivative may ever hold; every metadata carrier of `carriers` holds it.
"""

CANARY = b"CANARY-7f3a-Kharkiv-49.99"
