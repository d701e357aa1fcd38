"""One function for each thing a person can do: permission, then work, then event. The only door to `indicators` for pages."""
