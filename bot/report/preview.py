"""Pages of a PDF as pictures, for a phone."""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2


def pages(pdf: bytes, width: int = 1000) -> Iterator[bytes]:
    """Each page as PNG, so many pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
            out = BytesIO()
            picture.save(out, "PNG", optimize=True)
            yield out.getvalue()
    finally:
        document.close()
