"""A simulated week of a server: does what its moderator settles help whoever asks later?"""
