"""What is learned from labeled sentences. Nothing of it runs on the site but what it writes."""
