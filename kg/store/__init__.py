"""The store of an output folder: SQLite tables of records, which every export is made from."""
