"""Everything that speaks Bolt: two engines behind one door, :class:`graph.gateway.Graph`."""
