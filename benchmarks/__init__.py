"""Speed, as ratios within one run. `make bench` writes `benchmarks/results.md`."""
