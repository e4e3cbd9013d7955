"""Who ought to be seen by whom, compared with who is: expectations, ghosts, the list with its causes, and estimates.

Reads the graph through statements of the library, as every query does; keeps names and addresses to itself.
"""
