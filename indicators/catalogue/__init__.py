"""What is measured and by which rule, as data, with the loader that refuses incomplete or contradictory entries."""
