"""One cog a file: the folder listing is the list of what the bot does."""
