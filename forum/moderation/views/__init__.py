"""Pages of moderation: `public` (rules, log, figures), `concerned` (reporting, statements, appeals), `desk` (for moderators)."""
