"""Writes about people. Each takes the actor and the time, flushes, and never commits."""
