"""What is printed or taken along. Values of the domain and rows of the presenters become files."""
