"""Pages of the council's room."""
