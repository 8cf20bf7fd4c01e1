"""Measures how fast Kutip is at any size, next to an earlier build of it and to its peers.

    PYTHONPATH=bench:. python -m performance --sizes 10,200,1000

Each system runs in a process of its own (worker.py): this build and an earlier one (kutip.py), and
other search engines (peers.py). All get the same generated texts and questions, in turn, a batch
each, so that what else the machine does falls on all of them. Times are those of the processor,
where nothing else is said.
"""
