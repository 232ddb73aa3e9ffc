"""Photos: their file names, who may see them, and lengths measured in them."""
