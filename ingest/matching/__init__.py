"""Who is who: candidates, weights, evidence, decisions, groups. The only user of Splink and DuckDB."""
