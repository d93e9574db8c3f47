"""Pages of the room: `telling` (inbox, wishes, blocks, the link that stops mail) and `devices` (Web Push)."""
