"""Where things are drawn: forces, the regions of themes, rows of names."""
