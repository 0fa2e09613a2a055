"""What is asked: the question as the archive is searched for it, and all that understanding found in it."""
