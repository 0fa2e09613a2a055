"""The words of the project as types, and what every floor needs: settings, errors, sentences, languages, time."""
