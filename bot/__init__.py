"""People: Discord, terminals, and what is said to them."""
