"""The invitations page: templates, inviting people, and where their invitations stand."""
