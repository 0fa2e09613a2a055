"""From sources to the catalogue: read, extract, know again, chunk, write. Read `pipeline` from top to bottom."""
