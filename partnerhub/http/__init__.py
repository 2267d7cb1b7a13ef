"""What the API and the page share: authentication, transaction, limits."""
