"""Messages nobody asked for: news to servers, and notifications to people who requested them."""
