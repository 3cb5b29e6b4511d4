"""The HTML pages, each one file that needs no network. Their scripts, styles and tables are in `web/`."""
