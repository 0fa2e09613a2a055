"""The archive: the catalogue, the two indexes that follow it, the embedders, and `Archive`, the one door to them."""
