"""Benchmarks: each prints one table and writes JSON, beside a baseline measured in the same run."""
