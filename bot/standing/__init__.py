"""Followed questions in Discord: what is told of them, where, and who may change them."""
