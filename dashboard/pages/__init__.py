"""One screen each: a script that asks services and shows pieces of ui. No arithmetic, no permission, no sentence of its own."""
