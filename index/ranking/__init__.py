"""Candidates to order, sentence, confidence and quote."""
