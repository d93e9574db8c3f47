"""Pages of the room: `own` (one's claims and page), `desk` (reviewers), `public` (dossiers, people)."""
