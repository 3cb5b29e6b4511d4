"""Search: entities and papers by what people type, with aliases, beginnings of names and typing errors."""
