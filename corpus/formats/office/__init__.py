"""What the documents of word processors have in common."""
