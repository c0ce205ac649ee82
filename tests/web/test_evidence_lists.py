"""What there is, how well it is founded, and how a reader finds one fact among a thousand."""

import html
import re
from collections import Counter

import pytest
from evidence_files import FILES, KINDS, ids_of, page, words_on, written

from lumbago.knowledge import current
from lumbago.web.evidence.kinds import facts_of
from lumbago.web.evidence.statements import statuses_of

LARGEST_PAGE = 150_000


def rows_of(address):
    """The cells of each row of the first table of a page, as words."""
    body = page(address).content.decode().split("<tbody", 1)[1].split("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", body, flags=re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL) for row in rows]
    return [[html.unescape(" ".join(re.sub(r"<[^>]+>", " ", c).split())) for c in row] for row in cells]


def links_of(address, kind):
    return re.findall(rf'<th scope="row"[^>]*><a href="/evidence/{kind}/([\w-]+)/"', text_of(address))


def text_of(address):
    return page(address).content.decode()


def statuses_in(value):
    if isinstance(value, list):
        for part in value:
            yield from statuses_in(part)
    elif isinstance(value, dict):
        yield from [value["status"]] if isinstance(value.get("status"), str) else []
        for part in value.values():
            yield from statuses_in(part)


def test_the_first_page_counts_what_the_files_hold():
    counted = {words: int(count) for words, count, *_ in rows_of("/evidence/")}

    assert sum(counted.values()) == len(FILES)
    assert [count for words, count in counted.items() if words.startswith("Red flags")] == [
        len(ids_of("red_flags"))
    ]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"sources", "methods"}])
def test_statements_are_counted_by_what_they_rest_on(kind):
    """A source has no status of its own; a method holds what a run wrote about studies that have one."""
    counted = {id_: Counter(statuses_in(written(kind, id_))) for id_ in ids_of(kind)}

    assert {id_: dict(statuses_of(fact)) for id_, fact in facts_of(kind).items()} == {
        id_: dict(counts) for id_, counts in counted.items()
    }


def test_the_first_page_says_how_much_awaits_sign_off_and_when_it_is_looked_at_again():
    awaiting = [id_ for id_ in ids_of("red_flags") if written("red_flags", id_)["status"] == "judgement"]
    row = next(row for row in rows_of("/evidence/") if row[0].startswith("Red flags"))

    assert f"our judgement, awaiting clinical sign-off × {len(awaiting)}" in row[2]
    assert row[3] == str(len(awaiting))
    assert row[4].startswith(
        f"{min(written('red_flags', id_)['review_by'] for id_ in ids_of('red_flags')).day} "
    )
    assert current().version in text_of("/evidence/")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("slipped disc", "/evidence/explanations/sciatica/"),
        ("ibuprofen", "/evidence/medicines/ibuprofen/"),
        ("R02b", "/evidence/red_flags/sudden-pain-with-artery-risk/"),
        ("enthoven", "/evidence/sources/enthoven2016/"),
        ("naproxen opioid emergency", "/evidence/trials/friedman2015/"),
        ("Danish", "/evidence/guidelines/danish/"),
        ("baclofen", "/evidence/medicine_rules/baclofen-kidney/"),
    ],
)
def test_words_find_facts_of_every_kind(words, address):
    found = text_of(f"/evidence/?q={words.replace(' ', '+')}").split('id="found"')[1].split("</section>")[0]

    assert f'href="{address}"' in found


def test_a_search_without_a_hit_says_what_to_do_and_shows_words_as_words():
    text = text_of("/evidence/?q=%3Cscript%3Exyzzy")

    assert "Nothing found for" in text
    assert "Try fewer or other words" in text
    assert "<script>xyzzy" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_of_a_kind_is_on_one_of_its_pages(kind):
    pages = -(-len(ids_of(kind)) // 50)
    listed = [id_ for n in range(1, pages + 1) for id_ in links_of(f"/evidence/{kind}/?page={n}", kind)]

    assert sorted(listed) == sorted(ids_of(kind))
    assert len(page(f"/evidence/{kind}/").content) < LARGEST_PAGE


def test_a_list_is_sorted_by_any_column_both_ways():
    rising = [
        written("exercises", id_)["level"] for id_ in links_of("/evidence/exercises/?sort=level", "exercises")
    ]
    falling = [
        written("exercises", id_)["level"]
        for id_ in links_of("/evidence/exercises/?sort=-level", "exercises")
    ]
    first = links_of("/evidence/medicines/?sort=review", "medicines")[0]

    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert written("medicines", first)["review_by"] == min(
        written("medicines", id_)["review_by"] for id_ in ids_of("medicines")
    )
    assert 'aria-sort="ascending"' in text_of("/evidence/exercises/?sort=level")


def test_a_list_shows_only_what_holds_the_status_that_was_chosen():
    wanted = sorted(id_ for id_ in ids_of("red_flags") if written("red_flags", id_)["status"] == "published")

    assert sorted(links_of("/evidence/red_flags/?status=published", "red_flags")) == wanted
    assert 0 < len(wanted) < len(ids_of("red_flags"))


def test_a_list_with_nothing_to_show_says_what_to_do():
    assert "Choose another" in text_of("/evidence/topics/?status=published")


def test_a_choice_outlives_the_turning_of_a_page():
    text = text_of("/evidence/products/?status=judgement&sort=-review")

    assert "?page=2&amp;sort=-review&amp;status=judgement" in text
    assert '<option value="judgement" selected>' in text


@pytest.mark.parametrize(
    "asked", ["?sort=nothing", "?sort=__class__", "?status=%3Cb%3E", "?page=x", "?page=99999"]
)
def test_an_address_that_makes_no_sense_shows_the_list_as_it_is(asked):
    assert page(f"/evidence/red_flags/{asked}").status_code == 200
    assert links_of(f"/evidence/red_flags/{asked}", "red_flags")


def test_every_page_of_the_app_leads_to_the_evidence():
    assert 'href="/evidence/"' in text_of("/what-is/sciatica/").split("<footer")[1]


def test_what_a_fact_rests_on_leads_to_all_that_is_known_of_it():
    for cited, address in (
        ("vertebral-fracture/minor_trauma", "/evidence/conditions/vertebral-fracture/"),
        ("weighing", "/evidence/methods/weighing/"),
        ("R02b", "/evidence/red_flags/sudden-pain-with-artery-risk/"),
        ("abdominal-brace/dose", "/evidence/exercises/abdominal-brace/"),
    ):
        assert f'href="{address}"' in text_of(f"/cite/{cited}/")
        assert page(address).status_code == 200


def test_a_page_speaks_the_language_that_was_asked_for_and_the_json_that_of_the_files(client):
    spoken = client.get("/evidence/red_flags/fever/", headers={"Accept-Language": "de"}).content.decode()
    record = client.get("/evidence/red_flags/fever.json", headers={"Accept-Language": "de"}).json()

    assert '<html lang="de"' in spoken
    assert record["fact"]["says"] == written("red_flags", "fever")["says"]
    assert "red flags" in words_on("/evidence/red_flags/fever/")
