"""The vocabulary of Kith: what exists in the graph, in words and types. No I/O; importable with no database."""
