"""The query log: questions, their outcomes, feedback and review state."""
