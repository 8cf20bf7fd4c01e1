"""Meaning: an optional second ranker, by the vectors of a sentence encoder."""
