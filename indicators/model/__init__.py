"""Plain frozen values that every other part speaks in. Standard library only; nothing here computes or stores."""
