"""A red team for one's own archive: attacks made of its own articles, offline, as a suite and a copy to ask."""
