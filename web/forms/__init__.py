"""What is typed into pages, checked before an operation sees it."""
