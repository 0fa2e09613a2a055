"""Pictures of what an archive holds, for the terminal's command and for Discord."""
