"""Keeping the articles: a file for each thing that is done with them."""
