"""The HTML pages: each one file that asks no network for anything."""
