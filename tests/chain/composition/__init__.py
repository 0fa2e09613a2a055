"""Of the compositions."""
