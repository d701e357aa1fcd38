"""What is true: the catalogue, the intake, the assessment and the store. No screen, no document, no sentence."""
