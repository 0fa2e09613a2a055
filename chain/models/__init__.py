"""Learned weights of small models, as JSON beside the class that reads them."""
