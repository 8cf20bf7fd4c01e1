"""Questions: asked, answered, reviewed, and asked again."""
