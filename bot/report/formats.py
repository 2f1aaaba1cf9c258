"""The formats in which a document can be had."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from bot.report.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A file's ending and media type; its writer is loaded when it is needed, as the libraries are large."""

    suffix: str
    media_type: str
    module: str

    def render(self, document: Document) -> bytes:
        """The document as a file of this format."""
        write: Callable[[Document], bytes] = import_module(self.module).render
        return write(document)


FORMATS: Mapping[str, Format] = {
    "hwpx": Format("hwpx", "application/hwp+zip", "bot.report.hwpx"),
    "docx": Format(
        "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "bot.report.docx"
    ),
    "pdf": Format("pdf", "application/pdf", "bot.report.pdf"),
    "md": Format("md", "text/markdown", "bot.report.markdown"),
}
