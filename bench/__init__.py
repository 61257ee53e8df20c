"""Benchmarks: ratios against a named yardstick of the same run; `make bench` runs them."""
