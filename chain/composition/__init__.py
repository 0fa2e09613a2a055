"""How quotes are put together: for each kind of question, and where nothing answers."""
