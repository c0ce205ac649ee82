"""What was received before the database knew which check-in a piece became part of."""

import importlib

import pytest
from django.apps import apps
from following_cast import keep, of
from sync_cast import piece, send

from lumbago.web.offline.models import Received

pytestmark = pytest.mark.django_db

find_days = importlib.import_module("lumbago.web.offline.migrations.0002_taken_back").find_days


@pytest.mark.parametrize(("is_taken_back", "status"), [(False, 200), (True, 422)])
def test_a_piece_received_before_an_upgrade_is_answered_as_one_received_after(client, is_taken_back, status):
    address, sent = keep(), piece({"nprs": 5})
    send(client, address, sent)
    Received.objects.update(check_in=None)
    if is_taken_back:
        of(address).check_ins.all().delete()

    find_days(apps, None)

    assert send(client, address, sent).status_code == status
