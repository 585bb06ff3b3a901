"""The local corpus run."""
