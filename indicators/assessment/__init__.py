"""From observations to verdicts: pure arithmetic on arrays, as method.md specifies it. No clock, no store, no file, no sentence."""
