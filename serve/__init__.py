"""The page in the browser, the JSON API, and the Model Context Protocol: an archive for people and programs."""
