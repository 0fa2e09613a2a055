"""Other question-answering systems, asked the same suites: a program or a server, JSON in, JSON out."""
