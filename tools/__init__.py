"""Sets up, runs and tests the project with nothing but Python: `python3 -m tools run`, `python3 -m tools test`."""
