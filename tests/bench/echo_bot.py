"""The bare echo bot of stock python-telegram-bot, the yardstick of our benchmarks.

Default settings, `sniffio` installed (without it httpcore retries a failing import at every request), quiet logs:
what a fair user would do. `--concurrent` turns on concurrent updates, `--aiohttp` our own transport.
"""

import argparse
import logging

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.adapters.telegram.transport import AiohttpRequest


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def run(options: argparse.Namespace) -> None:
    """Poll and echo until SIGTERM."""
    builder = ApplicationBuilder().token(options.token)
    builder = builder.base_url(f"{options.base_url}/bot").base_file_url(f"{options.base_url}/file/bot")
    builder = builder.concurrent_updates(options.concurrent)
    if options.aiohttp:
        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest())
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.echo_bot", description=__doc__)
    parser.add_argument("--token", required=True)
    parser.add_argument("--base-url", required=True, help="what stands for https://api.telegram.org")
    parser.add_argument("--concurrent", action="store_true")
    parser.add_argument("--aiohttp", action="store_true")
    logging.basicConfig(level=logging.WARNING)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
