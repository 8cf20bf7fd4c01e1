"""Questions: answering, feedback, review and re-asking."""
