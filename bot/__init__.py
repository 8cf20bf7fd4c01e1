"""The interfaces to people: Discord, the terminal and the texts they show."""
