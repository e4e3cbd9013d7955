"""Everything that speaks Bolt: the gateway, the engines, the schema."""
