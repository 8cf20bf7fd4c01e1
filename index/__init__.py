"""Finding: from a question to the passages that answer it. Pure and synchronous."""
