"""What is asked about: articles, how they are split, and where they are kept."""
