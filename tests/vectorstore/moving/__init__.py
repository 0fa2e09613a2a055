"""Moving an embedded archive to servers."""
