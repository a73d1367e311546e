"""What teams already have, read into finds and photos (pure): folders, ZIPs, tables, submissions of ODK and Kobo.

Nothing is stored here, and no place finer than a tenth of a degree leaves these modules.
"""
