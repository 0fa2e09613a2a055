"""From sources to the catalogue: read, extract, recognise what is known, chunk, write. Read `pipeline` top to bottom."""
