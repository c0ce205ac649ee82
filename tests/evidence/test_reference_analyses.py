"""Published analyses of networks come out as printed, and those of another program to a millionth.

The data keep their authors' columns; they are reshaped here.
"""

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtri

from lumbago.synthesis import Choices, Contrasts, EventArms, MeanArms, Measure, synthesise
from lumbago.synthesis.components import Additive
from lumbago.synthesis.fields import as_fields
from lumbago.synthesis.fitting import edges, fit
from lumbago.synthesis.heterogeneity import Method, restricted_slope
from lumbago.synthesis.ranking import SmallValues, own_variances, rankogram, sucra
from lumbago.synthesis.splitting import indirect_by_removal

HERE = Path(__file__).parents[1] / "data" / "reference_analyses"
CLOSE = 1e-6
CLOSE_REML = 1e-4


def rows(name):
    with (HERE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def there(row, column):
    return row[column] not in {"", "NA"}


def stacked(name, study, columns, arms):
    """Arms side by side, one below the other: study, then the columns of each arm."""
    for number, row in enumerate(rows(name), start=1):
        for arm in range(1, arms + 1):
            cells = [column.format(arm) for column in columns]
            if there(row, cells[1]):
                yield (row[study] if study else str(number), *(row[cell] for cell in cells))


def means(name, study, columns):
    studies, treatments, values, sds, n = zip(*stacked(name, study, columns, 3), strict=True)
    return MeanArms(studies, treatments, numbers(n), numbers(values), numbers(sds))


def numbers(cells):
    return np.array([float(cell) for cell in cells])


def senn():
    held = rows("Senn2013_data")
    names = (tuple(row[column] for row in held) for column in ("studlab", "treat1", "treat2"))
    return Contrasts(*names, *(numbers(row[column] for row in held) for column in ("TE", "seTE")))


def baker():
    held = rows("Baker2009_data")
    studies, treatments = (tuple(row[column] for row in held) for column in ("study", "treatment"))
    return EventArms(
        studies, treatments, *(numbers(row[column] for row in held) for column in ("exac", "total"))
    )


def smoking():
    studies, treatments, events, n = zip(
        *stacked("smokingcessation_data", "", ("treat{}", "event{}", "n{}"), 3), strict=True
    )
    return EventArms(studies, treatments, numbers(events), numbers(n))


DATASETS = {
    "Stowe2010": (
        lambda: means("Stowe2010_data", "study", ("t{}", "y{}", "sd{}", "n{}")),
        Measure.MD,
        "Placebo",
    ),
    "Baker2009": (baker, Measure.OR, "Placebo"),
    "parkinson": (
        lambda: means("parkinson_data", "Study", ("Treatment{}", "y{}", "sd{}", "n{}")),
        Measure.MD,
        "1",
    ),
    "smokingcessation_logOR": (smoking, Measure.OR, "A"),
    "Senn2013": (senn, Measure.MD, "plac"),
}


@cache
def analysed(name, method="DL"):
    studies, measure, reference = DATASETS[name]
    additive = Additive("Placebo") if name == "Baker2009" else None
    choices = Choices(method=Method(method), draws=0, additive=additive)
    return synthesise(studies(), measure, reference, choices=choices)


@cache
def fields(name):
    return as_fields(analysed(name))


# --- as printed -------------------------------------------------------------------------------------------


def printed(value, text):
    """Whether a number rounds to what is printed."""
    if text.startswith("<"):
        return value < float(text[1:])
    digits = len(text.partition(".")[2])
    return abs(value - float(text)) <= 0.5 * 10.0**-digits + 1e-12


def check(found, row):
    """Hold what was found beside a row: value, ends of its interval, statistic, p."""
    pairs = [("value", "value"), ("low", "ci_low"), ("high", "ci_high"), ("z", "z_or_df"), ("p", "p")]
    told = [(found[key], row[column]) for key, column in pairs if key in found and there(row, column)]

    assert told
    assert [(value, text) for value, text in told if not printed(value, text)] == []


def effect(one, *, is_ratio=False):
    shown = one["ratio"] if is_ratio else one
    return {"value": shown["estimate"], "low": shown["low"], "high": shown["high"], "p": one["p"]} | (
        {"z": one["estimate"] / one["se"]}
    )


def of_estimate(name, told):
    first, _, second = told.partition(" vs ")
    return effect(fields(name)["random"]["league"][first][second], is_ratio=name == "Baker2009")


def of_component(told):
    parts = fields("Baker2009")["components"]["random"]
    kind, name = re.fullmatch(r"(component|combination) OR (.+)", told).groups()
    key = "component" if kind == "component" else "treat"
    return effect(next(one for one in parts[f"{kind}s"] if one[key] == name), is_ratio=True)


def chance_of(one, row):
    df = re.search(r"\d+", row["z_or_df"])
    assert df is None or int(df.group()) == one["df"]
    within_p = re.search(r"p ([\d.]+)", row["z_or_df"])
    assert within_p is None or printed(one["p"], within_p.group(1))
    return {"value": one["q"], "p": one["p"]}


def of_split(told):
    comparison, _, what = told.partition(" ")
    first, _, second = comparison.partition(":")
    one = next(s for s in fields("Stowe2010")["split"] if s["comparison"] == f"{first} vs {second}")
    names = {"k": "studies", "prop direct": "direct_share", "nma": "network", "diff": "difference"}
    return {"value": one[names.get(what, what)]}


@cache
def ranked():
    """Ranks by the program that was used: treatments drawn one by one, with its generator's luck."""
    model = analysed("Stowe2010").random.fit
    spread = np.diag(own_variances(model.errors))
    luck = luck_of_r(1909, 1000, model.effects.size)
    return rankogram(model.effects, spread, luck, SmallValues.GOOD)


def of_rank(told):
    names = analysed("Stowe2010").network.treatments
    if told.startswith("SUCRA"):
        return {"value": sucra(ranked())[names.index(re.match(r"SUCRA (.+?) \(", told).group(1))]}
    rank, name = re.fullmatch(r"P\(rank (\d)\) (.+?) \(.+", told).groups()
    return {"value": ranked()[names.index(name), int(rank) - 1]}


def of_input(row):
    """Effects and standard errors that studies enter with; one is also reduced as one of three arms."""
    found = analysed("Stowe2010")
    pairs, told = found.network.pairs, row["quantity"]
    study = re.search(r"(?:study )?(.+?) (?:TE/seTE|adjusted)", told).group(1)
    where = (pairs.studies == found.network.studies.index(study)) & (pairs.first == 0) & (pairs.second == 3)
    place = int(np.flatnonzero(where)[0])
    if "adjusted" in told:
        return printed(edges(found.network, found.tau2)[place] ** -0.5, row["value"])
    value, error = row["value"].split(" / ")
    return printed(pairs.effects[place], value) and printed(np.sqrt(pairs.variances[place]), error)


def of_score(name, row):
    parts = fields(name)["components"] if "additive" in row["model"] else fields(name)
    treatment = re.match(r"P-score (.+?)( \(|$)", row["quantity"]).group(1)
    return {"value": parts["random"]["p_scores"][treatment]}


def of_q(name, row):
    told, found = row["quantity"], fields(name)["q"]
    if told.startswith("Q within design "):
        design = set(told.removeprefix("Q within design ").split(":"))
        return chance_of(next(one for one in found["designs"] if set(one["design"]) == design), row)
    if "interaction" in row["model"]:
        return chance_of(found["interaction"], row)
    place = fields(name)["components"] if "additive" in row["model"] else found
    return chance_of(place[told.split()[1]], row)


def of_heterogeneity(name, row):
    found, told = fields(name), row["quantity"]
    if told == "I2_pct":
        low, high = found["i2_interval"]
        return {"value": 100 * found["i2"], "low": 100 * low, "high": 100 * high}
    if told == "tau2 within":
        return {"value": found["q"]["interaction"]["tau2_within"]}
    return {"value": (found["components"] if "additive" in row["model"] else found)[told]}


KINDS = {
    r"est |OR ": lambda name, row: of_estimate(name, row["quantity"].partition(" ")[2]),
    r"component|combination": lambda name, row: of_component(row["quantity"]),
    r"P-score": of_score,
    r"SUCRA|P\(rank": lambda name, row: of_rank(row["quantity"]),
    r"Q ": of_q,
    r"\w[\w ]*:": lambda name, row: of_split(row["quantity"]),
    r"tau|I2": of_heterogeneity,
}


def found_for(name, row):
    """What we say of the quantity of a row."""
    return next(find for kind, find in KINDS.items() if re.match(kind, row["quantity"]))(name, row)


PUBLISHED = rows("published_results")


@pytest.mark.parametrize(
    "row", PUBLISHED, ids=[f"{r['dataset'].split()[0]} {r['model'][:20]} {r['quantity']}" for r in PUBLISHED]
)
def test_a_published_number_comes_out_as_printed(row):
    if row["model"] == "input check":
        assert of_input(row)
        return

    check(found_for(row["dataset"].split()[0], row), row)


def test_the_study_without_information_is_left_out_and_named():
    assert analysed("Baker2009").left_out == ("DalNegro 2003",)


def test_indirect_evidence_without_the_direct_studies_is_as_netmeta_says():
    """netmeta 3.2-0: netsplit(net, method = "SIDDE"), random effects; the other pairs have no rest."""
    found = indirect_by_removal(analysed("Stowe2010").network, Method.DL)

    assert found[0, 0] == pytest.approx(0.2507, abs=5e-5)
    assert np.isnan(found[0, 2])


def test_networks_are_as_large_as_printed():
    shapes = {name: fields(name)["network"] for name in ("Stowe2010", "Baker2009")}

    sizes = {
        name: [s[key] for key in ("studies", "contrasts", "treatments", "designs")]
        for name, s in shapes.items()
    }

    assert sizes == {"Stowe2010": [29, 31, 4, 4], "Baker2009": [38, 74, 8, 13]}


# --- another program --------------------------------------------------------------------------------------


def fit_of(name, model):
    found = analysed(name, "REML" if "REML" in model else "DL")
    return found, (found.common if model == "common" else found.random)


def found_elsewhere(name, model, told):
    """What we say of a number that another program computed."""
    found, pooled = fit_of(name, model)
    kind, _, what = told.partition(":")
    if kind in {"est", "se"}:
        place = tuple(found.network.treatments.index(treatment) for treatment in what.split(" vs "))
        return (pooled.league.estimates if kind == "est" else pooled.league.errors)[place]
    if kind == "Pscore_lower_is_better":
        return pooled.p_scores[found.network.treatments.index(what)]
    total = found.decomposition.total
    known = {"tau2": pooled.fit.tau2, "Q": total.q, "Q_df": total.df, "Q_p": total.p}
    return log_likelihood(found, pooled.fit.tau2) if told == "logLik" else known[told]


def log_likelihood(found, tau2):
    """The restricted log-likelihood with the constant that metafor counts in.

    It depends on which arm others are compared with: the reference where a study has it, else the first.
    """
    network, n = found.network, len(found.network.treatments)
    reference = network.treatments.index(found.reference)
    design = []
    arms = [*(np.array(pair) for pair in zip(network.pairs.first, network.pairs.second, strict=True))]
    studies = [arms[place] for place in network.twos] + [
        one for block in network.blocks for one in block.arms
    ]
    for own in studies:
        against = reference if reference in own else own[0]
        design += [np.eye(n)[arm] - np.eye(n)[against] for arm in own if arm != against]
    free = np.delete(np.array(design), reference, axis=1)
    many = sum(np.log(len(own)) for own in studies if len(own) > 2)
    constant = (
        np.log(n) - many + np.linalg.slogdet(free.T @ free)[1] - (len(free) - n + 1) * np.log(2 * np.pi)
    )
    return restricted_slope(network, tau2).height + constant / 2


COMPUTED = rows("metafor_computed")


@pytest.mark.parametrize(
    "row", COMPUTED, ids=[f"{r['dataset']} {r['model']} {r['parameter']}" for r in COMPUTED]
)
def test_a_number_of_another_program_comes_out(row):
    found = found_elsewhere(row["dataset"], row["model"], row["parameter"])

    is_tau2 = row["parameter"] == "tau2" and row["model"] == "random_REML"
    close = CLOSE_REML if is_tau2 else CLOSE
    assert found == pytest.approx(float(row["value"]), rel=close, abs=close)


@pytest.mark.parametrize("name", DATASETS)
def test_no_other_heterogeneity_is_more_likely(name):
    found = analysed(name, "REML")

    here = restricted_slope(found.network, found.tau2).height
    tried = np.linspace(0, 3 * found.tau2 + 0.5, 200)

    assert all(restricted_slope(found.network, tau2).height <= here + CLOSE for tau2 in tried)


@pytest.mark.parametrize("name", DATASETS)
def test_the_fit_is_generalised_least_squares(name):
    """Done again the long way: one contrast less than arms from each study, with their full covariance."""
    found = analysed(name)
    network, n = found.network, len(found.network.treatments)
    design, effects, weights = [], [], []
    for study in range(len(network.studies)):
        rows_ = np.flatnonzero(network.pairs.studies == study)
        first = network.pairs.first[rows_].min()
        kept = rows_[network.pairs.first[rows_] == first]
        spread = network.pairs.variances + found.tau2
        cells = {(network.pairs.first[row], network.pairs.second[row]): spread[row] for row in rows_}
        others = network.pairs.second[kept]
        covariance = np.array(
            [
                [
                    (cells[first, a] + cells[first, b] - (cells[min(a, b), max(a, b)] if a != b else 0)) / 2
                    for b in others
                ]
                for a in others
            ]
        )
        design.append(np.eye(n)[first] - np.eye(n)[others])
        effects.append(network.pairs.effects[kept])
        weights.append(np.linalg.inv(covariance))
    bread = sum(x.T @ w @ x for x, w in zip(design, weights, strict=True))
    said = sum(x.T @ w @ y for x, w, y in zip(design, weights, effects, strict=True))
    inverse = np.linalg.pinv(bread)

    model = fit(network, found.tau2)

    np.testing.assert_allclose(model.effects, inverse @ said, atol=1e-9)
    np.testing.assert_allclose(model.covariance, inverse, atol=1e-9)


# --- the luck of the program that was used ----------------------------------------------------------------


def luck_of_r(seed, draws, n):
    """Standard normal draws as R makes them from a seed: Mersenne Twister and inversion, row by row."""
    state = np.empty(625, dtype=np.uint64)
    held = seed
    for _ in range(50):
        held = (69069 * held + 1) % 2**32
    for place in range(625):
        held = (69069 * held + 1) % 2**32
        state[place] = held
    twister = np.random.MT19937()
    twister.state = {"bit_generator": "MT19937", "state": {"key": state[1:], "pos": 624}}
    uniform = twister.random_raw(2 * draws * n) * 2.3283064365386963e-10
    fine = (np.floor(2.0**27 * uniform[::2]) + uniform[1::2]) / 2.0**27
    return ndtri(fine).reshape(draws, n)
