"""Questions that an archive answers next to one that was asked: proposed from articles, verified by asking."""
