"""From a question to an answer. `ask` is the chain; read it top to bottom."""
