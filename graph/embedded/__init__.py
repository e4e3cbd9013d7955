"""The embedded engine: an ArcadeDB server as a process of its own, on loopback, kept in a folder of the data folder."""
