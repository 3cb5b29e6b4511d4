"""The HTML pages: each one file that asks no network for anything. Their scripts, styles and tables are in `web/`."""
