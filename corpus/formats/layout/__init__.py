"""Page layout analysis: derive lines, columns, tables and paragraphs from the positions of text."""
