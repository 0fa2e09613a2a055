"""What press databases, wire services and mail programs export, one module a kind."""
