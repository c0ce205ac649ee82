"""What templates say to the scripts that work without a network."""
