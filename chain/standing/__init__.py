"""Questions that are followed: what a new article answers otherwise, or adds to what was told."""
