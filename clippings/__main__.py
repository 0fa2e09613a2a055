"""`python -m clippings` is the `clippings` command."""

from clippings.cli.app import main

main()
