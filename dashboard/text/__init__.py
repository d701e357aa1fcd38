"""Every sentence the product says, by code, in Chinese and English, and the figures inside them. Decides nothing."""
