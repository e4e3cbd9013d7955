"""The commands of ``kith``, one a file. A new command is a new file."""
