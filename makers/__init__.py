"""What a manufacturer does here: comes in, sees findings, hears of new ones, is asked, and answers on its own terms."""
