"""Run every benchmark: `python -m bench`."""

from bench import bulk, extraction, numbers, reconciliation, service

for benchmark in (numbers, extraction, reconciliation, service, bulk):
    benchmark.main()
