"""Plans of organizers who never saw this project are read as a person reads them, row by row."""

import pytest

from tests.importers.strangers.everyone import ALL, understood, wrong
from tests.importers.strangers.makers import HAS_OFFICE
from tests.importers.strangers.stranger import Stranger

DRAWN = [one for one in ALL if not one.office]
PRINTED = [one for one in ALL if one.office]


@pytest.mark.parametrize("stranger", DRAWN, ids=[one.file for one in DRAWN])
def test_it_is_read_as_a_person_reads_it(stranger: Stranger) -> None:
    assert wrong(stranger, understood(stranger)) == []


@pytest.mark.slow
@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice prints these")
@pytest.mark.parametrize("stranger", PRINTED, ids=[one.file for one in PRINTED])
def test_what_libreoffice_made_of_it_is_read_alike(stranger: Stranger) -> None:
    assert wrong(stranger, understood(stranger)) == []
