"""Layout of pictures: forces, the regions of themes, rows of names."""
