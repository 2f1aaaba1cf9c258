"""A page's own words, by language: what stands in web.yaml, for the form's page in feedback.yaml."""

from collections.abc import Mapping

from bot.texts import Say

PAGE, FORM = "web.", "feedback."


class Words:
    """Catalogues cut down to the page's part of them."""

    def __init__(self, texts: Mapping[str, Say], subject: str = PAGE) -> None:
        self._words = {language: _page(say, subject) for language, say in texts.items()}

    def of(self, language: str) -> dict[str, str]:
        """The page's words, placeholders still in them."""
        return self._words[language]


def _page(say: Say, subject: str) -> dict[str, str]:
    return {key.removeprefix(subject): text for key, text in say.words.items() if key.startswith(subject)}
