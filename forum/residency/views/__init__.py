"""Pages about residency: one's own, and the desk of those who check."""
