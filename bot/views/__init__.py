"""Buttons and forms under the bot's messages."""
