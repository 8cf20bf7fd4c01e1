"""Finds candidates: query expansion, then BM25 over postings."""
