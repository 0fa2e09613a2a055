"""Clippings in Discord: the bot, its commands, and the cards that show an answer with its proof."""
