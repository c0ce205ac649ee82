"""Whatever is sent to the API, sensible or not: no answer is our fault, and each is one that it describes."""

import string
from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from following_cast import keep
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from sync_cast import GRAVE, MILD, state, stored
from web_cast import DEVICE

from lumbago.web.views.interview import today
from lumbago.web.wsgi import application

pytestmark = pytest.mark.django_db

SCHEMA = schemathesis.openapi.from_wsgi("/api/openapi.json", application, headers={"Host": "localhost"})
PATHS = {
    "day": ("/api/kept/{kept_id}/day/{on}", "GET"),
    "check-ins": ("/api/kept/{kept_id}/check-ins", "POST"),
}
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
BOUNDED = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def kept():
    """A kept report, and what its owner's browser sends along."""
    address, client = keep(days_ago=20), Client()
    client.cookies["device"] = DEVICE
    token = state(client, address).json()["csrf_token"]
    cookies = {name: one.value for name, one in client.cookies.items()}
    return address, {
        "headers": {"X-CSRFToken": token, "Host": "localhost", "Accept-Encoding": "identity"},
        "cookies": cookies,
    }


def ask(case, address, sender):
    """Send one case to a report; return the answer, which was looked at."""
    case.path_parameters = {**case.path_parameters, "kept_id": address.split("/")[2]}
    # Django's own client does so as well: else the app gives back the connection of the test's transaction.
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    with transaction.atomic():
        answer = case.call(**sender)
    for end in ends:
        end.connect(close_old_connections)
    case.validate_response(answer, checks=CHECKS)
    return answer.status_code


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", PATHS)
def test_no_answer_is_a_fault_and_each_is_described(kept, name, mode):
    path, method = PATHS[name]
    seen = set()

    @BOUNDED
    @given(case=SCHEMA[path][method].as_strategy(generation_mode=mode))
    def run(case):
        seen.add(ask(case, *kept))

    run()

    assert seen <= {200, 400, 404, 405, 422}
    assert mode is not GenerationMode.NEGATIVE or seen - {200}


WORDS = st.text(string.printable, min_size=1, max_size=20)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "nprs": st.integers(0, 10),
        "activity": st.integers(0, 10),
        "rmdq": st.lists(st.integers(1, 24), max_size=24),
        "findings": st.dictionaries(st.sampled_from([GRAVE, MILD, "urinary_retention"]), st.booleans()),
        "done": st.lists(st.sampled_from(["short-walks", "glute-bridge"]), max_size=3),
        "felt": st.lists(
            st.fixed_dictionaries(
                {"exercise": st.sampled_from(["short-walks", "glute-bridge"])},
                optional={"could_do": st.booleans(), "hurt": st.integers(0, 10), "effort": st.just("right")},
            ),
            max_size=2,
        ),
    },
)


def test_no_order_of_sensible_pieces_breaks_a_day_or_takes_a_yes_back(kept):
    address, sender = kept
    statuses = set()
    held = {}

    @settings(BOUNDED, max_examples=50)
    @given(
        case=SCHEMA["/api/kept/{kept_id}/check-ins"]["POST"].as_strategy(),
        said=SAID,
        days_ago=st.integers(-1, 3),
        based_on=st.one_of(st.just(""), WORDS),
    )
    def run(case, said, days_ago, based_on):
        on = today() - timedelta(days=days_ago)
        case.body = {**case.body, "said": said, "on": on.isoformat(), "based_on": based_on}
        statuses.add(ask(case, address, sender))
        now = stored(address, on).get("findings", {})
        assert all(now.get(key) for key, yes in held.get(on, {}).items() if yes)
        held[on] = now

    run()

    assert {200, 409} <= statuses <= {200, 409, 422}
