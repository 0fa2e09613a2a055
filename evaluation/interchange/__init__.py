"""Facts and assertions of other evaluation tools as suites, and suites as theirs: a format a file."""
