"""Reading: question and passage together, through a small encoder of our own."""
