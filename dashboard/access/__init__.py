"""Who may do what, to which object, and what of a small count may be published. Knows no screen, no store and no sentence."""
