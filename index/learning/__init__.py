"""Judged questions to weights and figures; a running bot imports none of it."""
