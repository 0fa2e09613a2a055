"""What can be pressed or filled in under the bot's messages: one button or form a file."""
