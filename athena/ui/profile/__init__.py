"""One's own profile: what is known of oneself, and where one is signed in."""
