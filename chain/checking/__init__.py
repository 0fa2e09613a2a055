"""Checking a draft: which of its sentences the archive bears out, which it tells otherwise, which it does not have."""
