"""Search: entities and papers by the text that a user types, with aliases, beginnings of names and typing errors."""
