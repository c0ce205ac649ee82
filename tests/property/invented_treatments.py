"""Invented medicines and treatments for the laws of the plan; none of them about medicine."""

from dataclasses import replace

from hypothesis import strategies as st
from invented import NEVER, finding, knowledge
from pydantic import TypeAdapter

from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicine import MedicineClass, MedicineRule, Product, Substance
from lumbago.knowledge.treatment import Guideline, Treatment, Weighing

PHASES = ("acute", "subacute", "persistent")
OURS = {"status": "judgement", "at": "invented"}


def made(of: type, **fields):
    """Return a fact of the loader's own type."""
    return TypeAdapter(of).validate_python(fields)


def keyed(*facts) -> dict:
    """Return facts by id."""
    return {fact.id: fact for fact in facts}


def class_(id_: str, *members: str, within=()) -> MedicineClass:
    """Return a class with these members, each with one brand."""
    brands = {inn: (f"{inn}brand",) for inn in members}
    return made(MedicineClass, id=id_, name=id_, plain=id_, members=brands, within=within, review_by=NEVER)


def substance(id_: str, *classes: str, most: float = 1000, **fields) -> Substance:
    """Return a medicine sold without prescription, with a dose."""
    plain = {
        "name": id_,
        "plain": "Invented.",
        "classes": classes,
        "access": "without-prescription",
        "review_by": NEVER,
        "dose": {"single": (100, 200), "every_hours": (4, 6), "status": "published", "at": "-"},
        "ceilings": [{"per_day": most, "whose": "lay", **OURS}],
        "longest": [{"days": 5, **OURS}],
    }
    return made(Substance, id=id_, **{**plain, **fields})


def rule(id_: str, about: str, verdict: str, when, **fields) -> MedicineRule:
    """Return a rule about one medicine or class."""
    words = {"says": "An invented sentence.", "reasoning": "To test.", "sources": (), **OURS}
    place = {"rule": id_, "about": (about,), "when": when, "verdict": verdict, "review_by": NEVER}
    return made(MedicineRule, id=id_, **words, **place, **fields)


def effect(against: str, value: float, half: float, **fields) -> dict:
    """Return a mean difference of pain on 0-100 that counts, with half the width of its interval."""
    return {
        "id": "effect",
        "phases": PHASES,
        "population": "Nobody.",
        "outcome": "pain",
        "against": against,
        "measure": "MD",
        "better": "lower",
        "when": "1 week",
        "certainty": "moderate",
        "status": "published",
        "source": "nobody1900",
        "at": "nowhere",
        "value": value,
        "ci95": (value - half, value + half),
        "top": 100,
        "trials": 3,
        "people": 900,
        "counts": True,
        **fields,
    }


def line(id_: str, **fields) -> dict:
    """Return one line of a plan."""
    plain = {"period": "today", "phases": PHASES, "kind": "do", "text": f"Do {id_}.", **OURS}
    return {"id": id_, **plain, **fields}


def treatment(id_: str, role: str, *effects: dict, **fields) -> Treatment:
    """Return a treatment with one role in every phase."""
    plain = {"name": id_, "plain": id_, "kind": "medicine", "summary": "Invented.", "review_by": NEVER}
    places = [{"phases": PHASES, "role": role, "why": "To test.", "status": "judgement"}]
    return made(Treatment, id=id_, places=places, effects=effects, **{**plain, **fields})


def weighing(**fields) -> Weighing:
    """Return a weighing of round numbers."""

    def ours(value: float) -> dict:
        return {"value": value, "low": value, "high": value, **OURS}

    doubts = {"high": 0, "moderate": 3, "low": 6, "very-low": 10, "not-rated": 8}
    numbers = {
        "worthwhile": 10, "sd": 20, "hope": 6, "adverse_without": 0.1, "adverse_points": 0.3,
        "small": 200, "apart": 0.9, "acute_days": 42, "subacute_days": 84,
    }  # fmt: skip
    plain = {name: ours(value) for name, value in numbers.items()}
    doubt = {grade: ours(value) for grade, value in doubts.items()}
    return made(
        Weighing,
        **plain,
        doubt=doubt,
        inert=("placebo",),
        persistent=("stiff",),
        subacute=(),
        review_by=NEVER,
        **fields,
    )


FINDINGS = ("bleeds", "kidney", "pregnant", "tired", "stiff")
CLASSES = (
    class_("reds", "redol", "rubol", within=("colours",)),
    class_("blues", "bluol", "navol", within=("colours",)),
    class_("colours"),
    class_("thinners", "thinnol"),
)
MEDICINES = (
    substance("redol", "reds", most=600),
    substance("rubol", "reds"),
    substance(
        "bluol",
        "blues",
        ceilings=[
            {"per_day": 3000, "whose": "lay", **OURS},
            {"per_day": 4000, "whose": "prescribed", **OURS},
        ],
    ),
    substance("greyol", "thinners", access="prescription"),
)
RULES = (
    rule("no-bleeds", "reds", "contraindicated", "bleeds"),
    rule("no-thinner", "colours", "contraindicated", "takes_thinner"),
    rule("ask-kidney", "colours", "ask-first", "kidney"),
    rule("ask-pregnant", "blues", "contraindicated", {"all": ["pregnant", {"age": (18, 120)}]}),
    rule("care-tired", "reds", "caution", {"any": ["tired", "stiff"]}),
    rule("no-child", "colours", "contraindicated", {"age": (0, 17)}),
)
TREATMENTS = (
    treatment(
        "moving",
        "core",
        kind="advice",
        lines=[
            line("go"),
            line("ease", rest_days=2, when={"nprs": (7, 10)}),
            line("not-tired", unless="tired"),
            line("later", period="after", kind="review"),
        ],
    ),
    treatment(
        "reds", "option", effect("placebo", -7, 4), medicines=("redol", "rubol"), lines=[line("why-red")]
    ),
    treatment(
        "blues", "option", effect("placebo", -4, 4), effect("reds", -1, 6, id="second"), medicines=("bluol",)
    ),
    treatment("more-reds", "option", medicines=("rubol",)),
    treatment("bed", "avoid", effect("moving", 4, 4), kind="advice", lines=[line("no-bed", kind="avoid")]),
    treatment("apart", "option", effect("booklet", -20, 2), kind="hands-on"),
    treatment("tiny", "option", effect("placebo", -40, 8, trials=1, people=40), kind="hands-on"),
    treatment("unknown", "option", kind="hands-on"),
)
GUIDELINE = made(
    Guideline,
    id="strict",
    name="Strict",
    edition="1900",
    about="Nobody.",
    review_by=NEVER,
    positions=[
        {"rule": "s1", "treatment": "reds", "phases": PHASES, "stance": "do", "text": "Do.", **OURS},
        {
            "rule": "s2",
            "treatment": "reds",
            "phases": ("acute",),
            "stance": "do-not",
            "text": "Do not.",
            **OURS,
        },
    ],
)


def invented(treatments=TREATMENTS, rules=RULES, medicines=MEDICINES) -> Knowledge:
    """Return invented knowledge with everything that a plan needs."""
    plain = knowledge(
        [
            *(finding(key) for key in FINDINGS if key != "pregnant"),
            finding("pregnant", only_sex="female"),
            finding("takes_thinner", classes=("thinners",)),
            finding("too_much_blue", overdose_of="bluol"),
        ]
    )
    return replace(
        plain,
        weighing=weighing(),
        treatments=keyed(*treatments),
        guidelines=keyed(GUIDELINE),
        medicines=keyed(*medicines),
        medicine_classes=keyed(*CLASSES),
        medicine_rules=keyed(*rules),
        products=keyed(
            made(
                Product,
                id="mixol",
                name="mixol",
                contains={"bluol": 500, "navol": 10},
                status="unverified",
                at="-",
                review_by=NEVER,
            )
        ),
    )


INVENTED = invented()
ANSWERS = st.dictionaries(st.sampled_from([*FINDINGS, "takes_thinner"]), st.booleans())
TAKEN = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(
                ["redol", "Rubolbrand", "bluol", "thinnol 5 mg", "mixol", "navol", "zzzzz"]
            )
        },
        optional={
            "dose_mg": st.sampled_from([100.0, 500.0, 1000.0]),
            "per_day": st.sampled_from([1.0, 4.0, 8.0]),
        },
    ),
    max_size=3,
).map(tuple)
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "age": st.sampled_from([10, 17, 18, 40, 80]),
        "sex": st.sampled_from(["female", "male", "other"]),
        "nprs": st.sampled_from([0, 6, 7, 10]),
        "onset_days": st.sampled_from([0.0, 2.0, 42.0, 43.0, 84.0, 85.0]),
        "medicines": TAKEN,
        "allergies": st.lists(st.sampled_from(["redol", "blues", "qqqqq"]), max_size=2).map(tuple),
    },
)
