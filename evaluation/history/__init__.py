"""Runs over time: kept in a folder, read again, and told as a table and as a page."""
