"""Tries faults on several processes that share a bot's shards in one PostgreSQL.

A stand-in of Discord (discord.py's wire) knows at each moment which process has the newest session
of a shard, and each process reaches PostgreSQL through a cable of its own, which can be pulled.
"""
