"""Pages about accounts: coming in, one's own account, and people as staff see them."""
