"""The demonstration: invented people, simulated by our own model, in a folder of its own."""
