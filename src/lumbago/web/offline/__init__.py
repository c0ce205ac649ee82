"""The app without a network: what a browser keeps, and how check-ins made meanwhile come in, once each."""
