"""Quotes that somebody keeps: whether they still stand, and files to take them along in."""
