"""Where documents come from, one module a kind. Each yields `RawDocument`s, and a `Reject` for what it cannot read."""
