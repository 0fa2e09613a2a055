"""An archive in one file, and an archive from it again: `make`, `restore`."""
