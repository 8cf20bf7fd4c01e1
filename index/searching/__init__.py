"""Terms to candidates: BM25 over postings, and what expands a query."""
