"""What can be pressed under a card: one button a file."""
