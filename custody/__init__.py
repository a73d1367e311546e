"""The evidence ledger and the vault of originals: who touched what, provably."""
