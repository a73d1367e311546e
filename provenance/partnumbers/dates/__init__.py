"""Date codes: how makers print when a part was made (../../reference/date_codes.csv), and what a marking says of it."""
