"""The `clippings` command. Heavy libraries are imported by the commands that use them, so that `--help` is quick."""
