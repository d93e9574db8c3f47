"""Pages of the city: the front page, its texts, the welcome, its settings."""
