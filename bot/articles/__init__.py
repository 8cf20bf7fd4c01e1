"""Articles on their way in, and the shelves they stand on."""
