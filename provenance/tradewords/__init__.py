"""Words of trade records: part numbers in descriptions of goods, companies by misspelt names. Pure."""
