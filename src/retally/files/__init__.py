"""Files that several processes share: one writer's lock, SQLite for reading, what goes wrong."""
