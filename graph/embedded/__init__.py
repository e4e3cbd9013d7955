"""The embedded engine: an ArcadeDB server as a process of its own, on loopback, in the data folder."""
