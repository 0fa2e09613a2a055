"""Known shapes of article records: `shapes.toml` says where each keeps what, the modules read it."""
