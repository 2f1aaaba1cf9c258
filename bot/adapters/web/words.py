"""The page's own words, by language: what stands in web.yaml."""

from collections.abc import Mapping

from bot.texts import Say

_SUBJECT = "web."


class Words:
    """Catalogues cut down to the page's part of them."""

    def __init__(self, texts: Mapping[str, Say]) -> None:
        self._words = {language: _page(say) for language, say in texts.items()}

    def of(self, language: str) -> dict[str, str]:
        """The page's words, placeholders still in them."""
        return self._words[language]


def _page(say: Say) -> dict[str, str]:
    return {key.removeprefix(_SUBJECT): text for key, text in say.words.items() if key.startswith(_SUBJECT)}
