"""Following feeds, and looking at the pages of linked articles again."""
