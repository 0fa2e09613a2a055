"""An embedded archive moves to servers: every row and every vector is copied and then compared."""
