"""The pages of the server: start, things, search, the query editor."""
