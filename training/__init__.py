"""Training of the models that ship with the package; never part of it."""
