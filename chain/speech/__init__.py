"""Who says what in an article: speech that is told, and whose it is."""
