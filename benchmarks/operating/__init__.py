"""Operating characteristics: how often the rules name the wrong subject and miss the right one, on figures whose truth is known."""
