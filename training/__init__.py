"""Makes the weights of Chiptrail's own reader from rendered markings. Nothing at run time imports this package."""
