"""Where the vault's objects lie: in a `directory` or in an `s3` bucket; written once, named by content."""
