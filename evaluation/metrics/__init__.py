"""A file a metric, named as the field names it; `summary` puts them together."""
