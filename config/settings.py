"""What an operator sets: the environment (prefix HAMKKE_) and a file .env, read once into one frozen value."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.event import Key


class SettingsError(Exception):
    """Settings are wrong; the message names every variable, what is wrong with it and the remedy."""


class Settings(BaseSettings):
    """All settings with their defaults; see README.md for what each is for."""

    model_config = SettingsConfigDict(env_prefix="HAMKKE_", env_file=".env", frozen=True, extra="ignore")

    database_url: str = "sqlite:///data/hamkke.db"
    data_folder: Path = Path("data")
    telegram_token: SecretStr | None = None
    telegram_api_base: str = "https://api.telegram.org"
    telegram_webhook_url: str = ""
    telegram_webhook_secret: SecretStr | None = None
    telegram_rate: float = Field(default=30, gt=0)
    telegram_chat_rate: float = Field(default=1, gt=0)
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8000, ge=0, le=65535)
    web_address: str = ""
    """How phones reach the web page from outside: https://…; where nothing is given, as it listens."""
    polish_url: str = ""
    """An OpenAI-compatible server, as far as …/v1, whose model words lines of the report; "" for none."""
    polish_model: str = ""
    polish_key: SecretStr | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    event: Key | None = None

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and ":" not in value.get_secret_value():
            message = "a bot token looks like 123456789:AbC…; @BotFather gives it"
            raise ValueError(message)
        return value if value and value.get_secret_value() else None

    @field_validator("telegram_api_base")
    @classmethod
    def _base(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            message = "an address begins with http:// or https://"
            raise ValueError(message)
        return value.rstrip("/")

    @field_validator("web_address", "polish_url")
    @classmethod
    def _address(cls, value: str) -> str:
        return cls._base(value) if value else ""

    @field_validator("polish_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        key = value.get_secret_value().strip() if value else ""
        if not (key.isascii() and key.isprintable()):
            message = "a key has only letters, digits and signs of ASCII; copy it again"
            raise ValueError(message)
        return SecretStr(key) if key else None

    @model_validator(mode="after")
    def _polish(self) -> "Settings":
        if self.polish_url and not self.polish_model:
            message = "HAMKKE_POLISH_URL needs HAMKKE_POLISH_MODEL, the name of a model that the server offers"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _webhook(self) -> "Settings":
        if self.telegram_webhook_url and self.telegram_webhook_secret is None:
            message = "HAMKKE_TELEGRAM_WEBHOOK_URL needs HAMKKE_TELEGRAM_WEBHOOK_SECRET (letters, digits, _ and -)"
            raise ValueError(message)
        return self


def read(**overrides: object) -> Settings:
    """The settings of this process; SettingsError lists everything that is wrong at once."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        lines = []
        for one in error.errors(include_input=False, include_url=False):
            name = "HAMKKE_" + str(one["loc"][0]).upper() if one["loc"] else "settings"
            lines.append(f"{name}: {one['msg'].removeprefix('Value error, ')}")
        raise SettingsError("\n".join(lines)) from None
