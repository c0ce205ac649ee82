"""What the page of the recovery model says in our own words: claims, and what argues against an arrow."""

from typing import NamedTuple


class Doubt(NamedTuple):
    """A statement that the evidence does not support, or not for ordinary patients.

    Attributes:
        title: The statement.
        verdict: In two or three words.
        arrows: Parameters that stand for it.
        says: What was found.
    """

    title: str
    verdict: str
    arrows: tuple[str, ...]
    says: str


DOUBTS = (
    Doubt(
        "Spasm hurts, and pain makes spasm: the pain-spasm-pain loop",
        "weakly supported",
        ("ache_guarding", "guard_gain"),
        "Muscle activity and pain do not go together reliably, and stiffness outlasts pain. Guarding varies"
        " and protects; the loop enters weak.",
    ),
    Doubt(
        "A wasted muscle supports less, so it hurts more",
        "not supported",
        ("ache_weak",),
        "How the multifidus changes and how pain changes were unrelated in nine trials of low quality; an"
        " earlier review calls the question open.",
    ),
    Doubt(
        "A person who avoids moving wastes away",
        "disputed",
        ("size_loss", "drive_loss", "aerobic_loss", "flexibility_loss"),
        "Loss is measured in casts and strict bed rest, within 2 to 5 days. Whether ordinary patients, who"
        " keep moving, lose condition is disputed. The cube of the missing activity keeps it small here.",
    ),
    Doubt(
        "A tense muscle keeps its blood out",
        "contradicted",
        ("tighten",),
        "In a held contraction of the back muscles oxygen fell but the volume of blood rose; pressure and"
        " oxygen were not linked in a straight line.",
    ),
    Doubt(
        "Guarding switches the muscle off",
        "animals only",
        ("inhibit",),
        "Reflex inhibition is proposed from pigs with an injured disc.",
    ),
    Doubt(
        "The second wave of inflammation drives healing of a back",
        "models only",
        ("mend",),
        "It does in models of injured muscle of mice, which have more parameters than the measurements can"
        " fix.",
    ),
    Doubt(
        "Activity and heat speed healing by bringing blood, ice slows it",
        "not measured",
        ("stir", "warm", "cool"),
        "No measurement of healing under any of the three was found.",
    ),
    Doubt(
        "Paracetamol helps",
        "not supported",
        ("ease_paracetamol",),
        "No effect on pain or on time to recovery in a large trial.",
    ),
    Doubt("Ice helps", "no estimate", ("ease_ice",), "No trial gives a number."),
    Doubt(
        "An opioid helps",
        "not supported",
        ("ease_opioid",),
        "Added to naproxen it was no better than a placebo.",
    ),
    Doubt(
        "A supple back is strained less",
        "not supported",
        ("flexibility_share",),
        "Stretching alone never beat a control; programmes that hold all three kinds of exercise did.",
    ),
    Doubt(
        "The fitter, the safer",
        "U-shaped",
        ("aerobic_share",),
        "In cohorts moderate activity goes with less back pain and much activity does not.",
    ),
    Doubt(
        "More than one or two days of rest does harm",
        "small",
        ("settle_moving",),
        "Staying active is better than bed by little. Between 2 and 7 days no difference is shown but in"
        " days off work.",
    ),
    Doubt(
        "The episode is a torn muscle",
        "unproven",
        ("tear",),
        "No test shows it in a non-specific episode. The model takes a tear as the cause of the first days,"
        " and claims nothing about one person's tissue.",
    ),
)

CLAIMS = {
    "C1": (
        (
            "An overstretched or torn muscle becomes inflamed, goes into spasm, hurts and stops a person"
            " moving."
        ),
        (
            "Order and timing of damage, inflammation and its resolution are measured; the way back from"
            " spasm to pain is weakly supported."
        ),
    ),
    "C4": (
        "Strains heal in days to weeks because the blood supply is good.",
        (
            "A fast part of about 18 days fits the pooled course of pain; the slow part is disputed, and is"
            " here a matter of people, not of tissue."
        ),
    ),
    "C5": (
        "Well-conditioned people strain less.",
        (
            "Exercise with education roughly halved new episodes in trials (ratio 0.55, 0.41 to 0.74); in"
            " cohorts activity is U-shaped."
        ),
    ),
    "C6": (
        "A programme stretches, strengthens and conditions.",
        "Gains are measured; stretching alone is not enough.",
    ),
    "C8": (
        "It often follows lifting, twisting, a sudden movement.",
        "Triggers raise the odds of any new back pain; that they strain a muscle is not shown.",
    ),
    "C10": (
        "After about two weeks disuse weakens the back, and it hurts more.",
        (
            "Disuse is measurable within days in casts and bed rest; in ordinary patients it is disputed"
            " and comes out small here."
        ),
    ),
    "C11": (
        "Rest, but only for a day or two.",
        "2 and 7 days hardly differ but in days off work.",
    ),
    "C12": ("Medicine, heat and ice may help.", "A little, for days; none changes time to recovery much."),
}
"""Claim, and what the evidence says of it."""
