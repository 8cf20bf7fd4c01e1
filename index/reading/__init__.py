"""Text and questions to terms."""
