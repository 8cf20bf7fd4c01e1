"""What Kutip says without being asked: news to servers, and to who wished to be told."""
