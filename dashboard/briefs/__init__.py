"""The documents people take away: one Brief value, drawn as PDF, and the receipt of a submission. No screen, no permission, no store."""
