"""The recovery model: one source of its equations, for one person, a cohort or a symbol.

    State, Parameters, Today -> how fast each state changes; what a person would report

Plain arithmetic on whatever the fields hold: NumPy arrays here, scalars inside the compiled
kernel, symbols for the exports. `exp`, `log` and `choose` are the only functions it needs;
whoever compiles it may put others in their place. Every rate is per day.
"""

from typing import Any, NamedTuple

import numpy as np

exp: Any = np.exp
log: Any = np.log
choose: Any = np.where

LEAST_SUPPLY = 0.05
"""Perfusion never falls lower: no muscle of the back dies of guarding."""

Number = Any
"""A float, an array of shape (n,) or a symbol: all fields of one call are of one kind."""


class State(NamedTuple):
    """What is carried from one moment to the next.

    Attributes:
        damaged: Share of muscle fibres torn and not yet cleared away, 0-1.
        regenerating: Share of fibres growing again, 0-1.
        inflammation: Inflammation, in shares of torn fibres.
        resolution: Its resolution, the second wave of macrophages, same unit.
        guarding: Spasm (guarding), 0 none to about 1.
        sensitisation: Sensitisation and fear-avoidance, in odds of pain.
        activity: Activity, share of the person's usual, 0-1.
        size: Muscle size, share of the person's usual.
        neural_drive: Neural drive to the muscle, share of usual.
        aerobic: Aerobic condition, share of usual.
        flexibility: Flexibility, share of usual.
        soreness: Soreness after load, in odds of pain.
    """

    damaged: Number
    regenerating: Number
    inflammation: Number
    resolution: Number
    guarding: Number
    sensitisation: Number
    activity: Number
    size: Number
    neural_drive: Number
    aerobic: Number
    flexibility: Number
    soreness: Number


class Inputs(NamedTuple):
    """What one day brings.

    Attributes:
        rest: 0 an ordinary day to 1 in bed.
        load: Share of a heavy working day, 0-1; not a number means the person's usual.
        heat: 1 when heat is used, else 0; `ice` and the medicines likewise.
        stretching: Sessions that day times intensity 0-1; the other exercises likewise.
        education: 1 when the advice to stay active is being followed, else 0.
        immobilised: 1 for a limb in a cast or strict bed rest in a study, else 0.
    """

    rest: Number
    load: Number
    heat: Number
    ice: Number
    nsaid: Number
    paracetamol: Number
    relaxant: Number
    opioid: Number
    stretching: Number
    strengthening: Number
    aerobic: Number
    education: Number
    immobilised: Number


class Parameters(NamedTuple):
    """What differs between people, and how strong each arrow is; rates are per day.

    `knowledge/recovery.toml` says of each what it means, its prior, its fitted value and the claim it
    stands for.
    """

    clear: Number
    mature: Number
    mend: Number
    turn: Number
    leave: Number
    tighten: Number
    warm: Number
    cool: Number
    stir: Number
    ache_inflamed: Number
    ache_tissue: Number
    ache_guarding: Number
    ache_weak: Number
    ease_nsaid: Number
    ease_paracetamol: Number
    ease_relaxant: Number
    ease_opioid: Number
    ease_heat: Number
    ease_ice: Number
    guard_rate: Number
    guard_gain: Number
    sensitise: Number
    settle: Number
    settle_moving: Number
    settle_education: Number
    avoid: Number
    avoid_education: Number
    activity_rate: Number
    size_rate: Number
    size_loss: Number
    size_gain: Number
    drive_rate: Number
    drive_loss: Number
    drive_gain: Number
    inhibit: Number
    aerobic_rate: Number
    aerobic_loss: Number
    aerobic_gain: Number
    flexibility_rate: Number
    flexibility_loss: Number
    flexibility_guarding: Number
    flexibility_gain: Number
    soreness_rate: Number
    soreness_load: Number
    soreness_exercise: Number
    hazard: Number
    steep: Number
    tear: Number
    weak: Number
    flexibility_share: Number
    aerobic_share: Number
    usual_load: Number
    load_education: Number
    restless: Number
    linger: Number
    consult: Number
    primed: Number
    disable: Number
    disable_power: Number
    work_limit: Number


class Today(NamedTuple):
    """What holds for one whole day, worked out once from the day's inputs.

    Attributes:
        relief: Share of the drive of pain that medicines, heat and ice leave.
        ceiling: Activity that rest leaves possible, 0-1.
        load: Load on the back, share of a heavy working day.
        bathed: Change of perfusion by heat and ice.
        avoid: Avoidance after education.
        settle: Rate at which sensitisation settles after education.
        guard_gain: Guarding for each pain after a relaxant.
        size_target: Gain of muscle size that training pulls towards.
        drive_target: The same for neural drive; `aerobic_target` and `flexibility_target` likewise.
        souring: Soreness added a day.
    """

    relief: Number
    ceiling: Number
    load: Number
    bathed: Number
    avoid: Number
    settle: Number
    guard_gain: Number
    size_target: Number
    drive_target: Number
    aerobic_target: Number
    flexibility_target: Number
    souring: Number


def strength(state: State, parameters: Parameters) -> Number:
    """Return the strength of the muscle, share of the person's usual; torn fibres pull nothing."""
    whole = 1 - state.damaged - parameters.weak * state.regenerating
    return state.size * state.neural_drive * whole


def capacity(state: State, parameters: Parameters) -> Number:
    """Return the load that the back bears, share of a heavy working day; 1 in a healthy, usual state."""
    own = 1 - parameters.flexibility_share - parameters.aerobic_share
    condition = (
        own + parameters.flexibility_share * state.flexibility + parameters.aerobic_share * state.aerobic
    )
    return strength(state, parameters) * condition


def today(state: State, parameters: Parameters, inputs: Inputs) -> Today:
    """Work out what holds for the whole day from its inputs and the morning's state."""
    p = parameters
    load = (1 - inputs.rest) * choose(inputs.load == inputs.load, inputs.load, p.usual_load)
    load = load * (1 - p.load_education * inputs.education) * (1 - inputs.immobilised)
    eased = p.ease_nsaid * inputs.nsaid + p.ease_paracetamol * inputs.paracetamol
    eased = eased + p.ease_relaxant * inputs.relaxant + p.ease_opioid * inputs.opioid
    eased = eased + p.ease_heat * inputs.heat + p.ease_ice * inputs.ice
    healing = state.damaged + state.regenerating
    effort = inputs.strengthening + 0.5 * inputs.aerobic + 0.25 * inputs.stretching
    return Today(
        relief=1 / (1 + eased),
        ceiling=(1 - inputs.rest) * (1 - inputs.immobilised),
        load=load,
        bathed=p.warm * inputs.heat - p.cool * inputs.ice,
        avoid=p.avoid * (1 - p.avoid_education * inputs.education),
        settle=p.settle * (1 + p.settle_education * inputs.education),
        guard_gain=p.guard_gain * (1 - 0.5 * inputs.relaxant),
        size_target=1 + p.size_gain * inputs.strengthening,
        drive_target=1 + p.drive_gain * inputs.strengthening,
        aerobic_target=1 + p.aerobic_gain * inputs.aerobic,
        flexibility_target=1 + p.flexibility_gain * inputs.stretching,
        souring=p.soreness_load * load * load * load + p.soreness_exercise * effort * healing,
    )


def drive(state: State, parameters: Parameters, day: Today) -> Number:
    """Return the drive of pain: the odds of pain on its scale, 0 none, 1 the middle."""
    p = parameters
    hurt = p.ache_inflamed * state.inflammation
    hurt = hurt + p.ache_tissue * (state.damaged + state.regenerating)
    hurt = hurt + p.ache_guarding * state.guarding
    hurt = hurt + p.ache_weak * choose(state.size < 1, 1 - state.size, 0)
    return day.relief * (hurt + state.sensitisation + state.soreness)


def perfusion(state: State, parameters: Parameters, day: Today) -> Number:
    """Return the blood supply of the muscle, 1 in a usual state: it settles within the hour."""
    supply = 1 - parameters.tighten * state.guarding + day.bathed + parameters.stir * (state.activity - 1)
    return choose(supply > LEAST_SUPPLY, supply, LEAST_SUPPLY)


def rates(state: State, parameters: Parameters, day: Today) -> State:
    """Return how fast each state changes, per day."""
    p = parameters
    odds = drive(state, p, day)
    pain = odds / (1 + odds)
    supply = perfusion(state, p, day)
    idle = 1 - state.activity
    disuse = idle * idle * idle
    cleared = p.clear * supply * state.damaged
    turned = p.turn * state.inflammation
    settling = day.settle * (1 + p.settle_moving * (state.activity - 1))
    return State(
        damaged=-cleared,
        regenerating=cleared - p.mature * supply * (1 + p.mend * state.resolution) * state.regenerating,
        inflammation=p.turn * state.damaged - turned,
        resolution=turned - p.leave * state.resolution,
        guarding=p.guard_rate * (day.guard_gain * pain - state.guarding),
        sensitisation=p.sensitise * pain - settling * state.sensitisation,
        activity=p.activity_rate * (day.ceiling / (1 + day.avoid * pain) - state.activity),
        size=p.size_rate * (day.size_target - p.size_loss * disuse - state.size),
        neural_drive=p.drive_rate
        * (day.drive_target - p.drive_loss * disuse - p.inhibit * state.guarding - state.neural_drive),
        aerobic=p.aerobic_rate * (day.aerobic_target - p.aerobic_loss * disuse - state.aerobic),
        flexibility=p.flexibility_rate
        * (
            day.flexibility_target
            - p.flexibility_loss * disuse
            - p.flexibility_guarding * state.guarding
            - state.flexibility
        ),
        soreness=day.souring - p.soreness_rate * state.soreness,
    )


def chance_of_injury(state: State, parameters: Parameters, day: Today) -> Number:
    """Return the chance of a new strain on this day, 0-1: it rises as load nears capacity."""
    excess = day.load - capacity(state, parameters)
    return 1 - exp(-parameters.hazard * exp(parameters.steep * excess))


def felt(odds: Number, parameters: Parameters, shake: Number) -> Number:
    """Return the pain that a person feels, 0-10: the drive, shaken by a day's fluctuation (in SDs)."""
    shaken = odds * exp(parameters.restless * shake)
    return 10 - 10 / (1 + shaken)


def limited(odds: Number, parameters: Parameters, shake: Number) -> Number:
    """Return disability, 0-100 (Roland-Morris, per cent), from the drive of pain."""
    logarithm = log(odds + 1e-6)
    shaken = parameters.disable * exp(parameters.disable_power * logarithm + parameters.restless * shake)
    return 100 - 100 / (1 + shaken)
