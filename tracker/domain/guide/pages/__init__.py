"""The pages of the guide, one module for each."""
