"""What tests stand on: servers of their own, a database each, people to act as."""
