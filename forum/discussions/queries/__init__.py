"""Reads of threads: a page of roots with their first replies, in a fixed number of queries."""
