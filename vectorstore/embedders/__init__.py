"""Embedding models, each behind LangChain's `Embeddings`; `choose` picks the configured one."""
