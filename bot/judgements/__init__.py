"""What people said of answers, and what follows from it."""
