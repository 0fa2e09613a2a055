"""Training of the reader: `make reader`."""
