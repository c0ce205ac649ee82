"""A synthesis as plain fields, for JSON.

    Synthesis -> dict

Ratios are logarithms, with the ratio itself beside them. What cannot be said is None, never 0.
"""

from typing import Any

import numpy as np

from lumbago.synthesis.analysis import Model, Synthesis
from lumbago.synthesis.components import Components
from lumbago.synthesis.fitting import reach, two_sided
from lumbago.synthesis.heterogeneity import Disagreement
from lumbago.synthesis.league import League
from lumbago.synthesis.ranking import p_scores, sucra
from lumbago.synthesis.studies import Floats


def as_fields(found: Synthesis) -> dict[str, Any]:
    """Return every number of a synthesis, nested, of strings, numbers, lists and None."""
    shape = found.geometry
    return {
        "measure": found.measure.value,
        "scale": "log" if found.measure.is_ratio else "plain",
        "reference": found.reference,
        "method": found.choices.method.value,
        "level": found.choices.level,
        "common": _model(found, found.common),
        "random": _model(found, found.random),
        "tau2": _number(found.tau2),
        "tau": _number(np.sqrt(found.tau2)),
        "i2": _number(found.i2.value),
        "i2_interval": [_number(found.i2.low), _number(found.i2.high)],
        "q": _q(found),
        "prediction": _prediction(found),
        "sucra": None if found.ranks is None else _by_treatment(found, sucra(found.ranks)),
        "rankogram": None if found.ranks is None else _by_treatment(found, found.ranks),
        "split": _splits(found),
        "components": None if found.components is None else _components(found, found.components),
        "left_out": list(found.left_out),
        "network": {
            "treatments": len(found.network.treatments),
            "studies": len(found.network.studies),
            "contrasts": int(found.network.pairs.cells.size),
            "designs": shape.designs,
            "connected": shape.is_connected,
            "parts": shape.parts,
            "names": list(found.network.treatments),
            "edges": [
                {"comparison": _pair(found, first, second), "studies": count}
                for first, second, count in shape.edges
            ],
        },
    }


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _test(test: Disagreement | None) -> dict[str, float | None] | None:
    return None if test is None else {"q": _number(test.q), "df": test.df, "p": _number(test.p)}


def _effect(found: Synthesis, estimate: float, error: float) -> dict[str, Any]:
    """Return an estimate with interval and p-value; its ratio too, where it is a logarithm of one."""
    width = reach(found.choices.level) * error
    p = float(two_sided(np.array(estimate / error))) if error > 0 else np.nan
    ends = {"estimate": estimate, "low": estimate - width, "high": estimate + width}
    fields: dict[str, Any] = {key: _number(value) for key, value in ends.items()}
    fields.update(se=_number(error), p=_number(p))
    if found.measure.is_ratio:
        fields["ratio"] = {key: _number(np.exp(value)) for key, value in ends.items()}
    return fields


def _model(found: Synthesis, model: Model | None) -> dict[str, Any] | None:
    if model is None:
        return None
    table, reference = model.league, found.network.treatments.index(found.reference)
    return {
        "effects": [
            {
                "treat": treatment,
                "reference": found.reference,
                **_effect(found, table.estimates[place, reference], table.errors[place, reference]),
            }
            for place, treatment in enumerate(found.network.treatments)
            if place != reference
        ],
        "league": _league(found, table),
        "p_scores": _by_treatment(found, model.p_scores),
    }


def _league(found: Synthesis, table: League) -> dict[str, dict[str, Any]]:
    names = found.network.treatments
    return {
        one: {
            other: _effect(found, table.estimates[row, column], table.errors[row, column])
            for column, other in enumerate(names)
            if column != row
        }
        for row, one in enumerate(names)
    }


def _by_treatment(found: Synthesis, values: Floats) -> dict[str, Any]:
    return dict(zip(found.network.treatments, values.tolist(), strict=True))


def _pair(found: Synthesis, first: int, second: int) -> str:
    return f"{found.network.treatments[first]} vs {found.network.treatments[second]}"


def _q(found: Synthesis) -> dict[str, Any] | None:
    parts = found.decomposition
    if parts is None:
        return None
    return {
        "total": _test(parts.total),
        "within": _test(parts.within),
        "between": _test(parts.between),
        "designs": [
            {"design": list(one.design), "studies": one.studies, **(_test(one.test) or {})}
            for one in parts.designs
        ],
        "interaction": {**(_test(found.interaction) or {}), "tau2_within": _number(parts.tau2_within)},
    }


def _prediction(found: Synthesis) -> list[dict[str, Any]] | None:
    if found.random is None or found.prediction is None:
        return None
    reference = found.network.treatments.index(found.reference)
    rows = []
    for place, treatment in enumerate(found.network.treatments):
        if place == reference:
            continue
        middle = found.random.league.estimates[place, reference]
        width = found.prediction[place, reference]
        ends = {"low": middle - width, "high": middle + width}
        row: dict[str, Any] = {"treat": treatment, "reference": found.reference}
        row.update((key, _number(value)) for key, value in ends.items())
        if found.measure.is_ratio:
            row["ratio"] = {key: _number(np.exp(value)) for key, value in ends.items()}
        rows.append(row)
    return rows


def _splits(found: Synthesis) -> list[dict[str, Any]] | None:
    parts = found.splits
    if parts is None:
        return None
    return [
        {
            "comparison": _pair(found, parts.first[place], parts.second[place]),
            "treat": found.network.treatments[parts.first[place]],
            "reference": found.network.treatments[parts.second[place]],
            "studies": int(parts.studies[place]),
            "direct_share": _number(parts.share[place]),
            **{
                name: _number(values[0, place])
                for name, values in (
                    ("direct", parts.direct),
                    ("indirect", parts.indirect),
                    ("network", parts.network),
                    ("difference", parts.difference),
                )
            },
            "z": _number(parts.difference[0, place] / parts.difference[1, place]),
            "p": _number(parts.p[place]),
            "se": {
                "direct": _number(parts.direct[1, place]),
                "indirect": _number(parts.indirect[1, place]),
                "network": _number(parts.network[1, place]),
                "difference": _number(parts.difference[1, place]),
            },
        }
        for place in range(parts.first.size)
    ]


def _components(found: Synthesis, parts: Components) -> dict[str, Any]:
    names = found.network.treatments

    def named(labels: tuple[str, ...], values: Floats, key: str) -> list[dict[str, Any]]:
        return [
            {key: label, **_effect(found, values[0, place], values[1, place])}
            for place, label in enumerate(labels)
        ]

    return {
        "common": {
            "components": named(parts.names, parts.common, "component"),
            "combinations": named(names, parts.common_treatments, "treat"),
            "p_scores": _by_treatment(found, p_scores(parts.fits[0], found.choices.small_values)),
        },
        "random": {
            "components": named(parts.names, parts.random, "component"),
            "combinations": named(names, parts.random_treatments, "treat"),
            "p_scores": _by_treatment(found, p_scores(parts.fits[1], found.choices.small_values)),
        },
        "tau2": _number(parts.tau2),
        "additive": _test(parts.additive),
        "difference": _test(parts.difference),
        "not_identified": [
            name for name, value in zip(parts.names, parts.common[0], strict=True) if np.isnan(value)
        ],
    }
