"""Trains the models and measures answers on judged questions; a running bot imports none of it."""
