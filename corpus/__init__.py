"""The articles: reading, splitting and storing the texts that Kutip quotes from."""
