"""The demonstration: one teardown whose photos go the way of any upload, and people of every role to look at it."""
