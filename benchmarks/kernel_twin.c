/* The recovery model by hand: what a C compiler makes of the same arithmetic, as the limit to be near.

   Same equations as src/lumbago/recovery/equations.py, same steps, same luck. People in blocks, people inside,
   so that `clang -O3 -ffast-math -march=native` turns each loop into vector instructions.
   The race proves its accuracy before it counts, so a change of the model that is not made here shows. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#ifndef BLOCK
#define BLOCK 64
#endif
#define STEPS 5
#define INPUTS 13

enum {
    clear, mature, mend, turn, leave, tighten, warm, cool, stir, ache_inflamed, ache_tissue, ache_guarding,
    ache_weak, ease_nsaid, ease_paracetamol, ease_relaxant, ease_opioid, ease_heat, ease_ice, guard_rate,
    guard_gain, sensitise, settle, settle_moving, settle_education, avoid, avoid_education, activity_rate,
    size_rate, size_loss, size_gain, drive_rate, drive_loss, drive_gain, inhibit, aerobic_rate, aerobic_loss,
    aerobic_gain, flexibility_rate, flexibility_loss, flexibility_guarding, flexibility_gain, soreness_rate,
    soreness_load, soreness_exercise, hazard, steep, tear, weak, flexibility_share, aerobic_share, usual_load,
    load_education, restless, linger, consult, primed, disable, disable_power, work_limit, PARAMETERS
};
enum { rest, load, heat, ice, nsaid, paracetamol, relaxant, opioid, stretching, strengthening, aerobic, education,
       immobilised };
enum { damaged, regenerating, inflammation, resolution, guarding, sensitisation, activity, size, neural_drive,
       fitness, flexibility, soreness, STATES };
enum { relief, ceiling_, burden, bathed, avoiding, settling, guard_target, size_target, drive_target,
       aerobic_target, flexibility_target, souring, TERMS };

typedef float Rows[BLOCK];

typedef struct {
    Rows p[PARAMETERS], y[STATES], day[TERMS], shake[2], odds, draw[4];
} __attribute__((aligned(64))) Block;

static inline float exponential(float x) {
    x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
    float power = __builtin_rintf(x * 1.44269504f);
    float r = x - power * 0.693359375f - power * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    int32_t bits = ((int32_t)power + 127) << 23;
    float scale;
    memcpy(&scale, &bits, 4);
    return p * scale;
}

static inline float logarithm(float x) {
    int32_t bits;
    memcpy(&bits, &x, 4);
    float power = (float)((bits >> 23) - 126), m;
    bits = (bits & 0x007FFFFF) | 0x3F000000;
    memcpy(&m, &bits, 4);
    int low = m < 0.707106781f;
    power = low ? power - 1.0f : power;
    m = (low ? m + m : m) - 1.0f;
    float z = m * m, p = 7.0376836292e-2f;
    p = p * m - 1.1514610310e-1f;
    p = p * m + 1.1676998740e-1f;
    p = p * m - 1.2420140846e-1f;
    p = p * m + 1.4249322787e-1f;
    p = p * m - 1.6668057665e-1f;
    p = p * m + 2.0000714765e-1f;
    p = p * m - 2.4999993993e-1f;
    p = p * m + 3.3333331174e-1f;
    return m + (p * m * z + power * -2.12194440e-4f - 0.5f * z) + power * 0.693359375f;
}

static inline float quantile(float uniform) {
    float x = 2.0f * uniform - 1.0f, w = -logarithm((1.0f - x) * (1.0f + x));
    float near = w - 2.5f, far = sqrtf(w > 5.0f ? w : 5.0f) - 3.0f, inner = 2.81022636e-08f, outer = -0.000200214257f;
    inner = 3.43273939e-07f + inner * near;
    inner = -3.5233877e-06f + inner * near;
    inner = -4.39150654e-06f + inner * near;
    inner = 0.00021858087f + inner * near;
    inner = -0.00125372503f + inner * near;
    inner = -0.00417768164f + inner * near;
    inner = 0.246640727f + inner * near;
    inner = 1.50140941f + inner * near;
    outer = 0.000100950558f + outer * far;
    outer = 0.00134934322f + outer * far;
    outer = -0.00367342844f + outer * far;
    outer = 0.00573950773f + outer * far;
    outer = -0.0076224613f + outer * far;
    outer = 0.00943887047f + outer * far;
    outer = 1.00167406f + outer * far;
    outer = 2.83297682f + outer * far;
    return 1.41421356f * (w < 5.0f ? inner : outer) * x;
}

/* Every state of one person, or its rates. */
typedef struct { float of[STATES]; } State;

static inline float drive(const Block *b, int i, const State *s) {
    float hurt = b->p[ache_inflamed][i] * s->of[inflammation];
    hurt += b->p[ache_tissue][i] * (s->of[damaged] + s->of[regenerating]) + b->p[ache_guarding][i] * s->of[guarding];
    hurt += b->p[ache_weak][i] * (s->of[size] < 1.0f ? 1.0f - s->of[size] : 0.0f);
    return b->day[relief][i] * (hurt + s->of[sensitisation] + s->of[soreness]);
}

static inline State rates(const Block *b, int i, State s) {
    const Rows *p = b->p, *day = b->day;
    float odds = drive(b, i, &s), pain = odds / (1.0f + odds), idle = 1.0f - s.of[activity];
    float supply = 1.0f - p[tighten][i] * s.of[guarding] + day[bathed][i] - p[stir][i] * idle;
    float disuse = idle * idle * idle, cleared = p[clear][i] * supply * s.of[damaged];
    float turned = p[turn][i] * s.of[inflammation];
    State r;
    r.of[damaged] = -cleared;
    r.of[regenerating] = cleared - p[mature][i] * supply * (1.0f + p[mend][i] * s.of[resolution]) * s.of[regenerating];
    r.of[inflammation] = p[turn][i] * s.of[damaged] - turned;
    r.of[resolution] = turned - p[leave][i] * s.of[resolution];
    r.of[guarding] = p[guard_rate][i] * (day[guard_target][i] * pain - s.of[guarding]);
    r.of[sensitisation] =
        p[sensitise][i] * pain - day[settling][i] * (1.0f - p[settle_moving][i] * idle) * s.of[sensitisation];
    r.of[activity] = p[activity_rate][i] * (day[ceiling_][i] / (1.0f + day[avoiding][i] * pain) - s.of[activity]);
    r.of[size] = p[size_rate][i] * (day[size_target][i] - p[size_loss][i] * disuse - s.of[size]);
    r.of[neural_drive] = p[drive_rate][i] * (day[drive_target][i] - p[drive_loss][i] * disuse
                                             - p[inhibit][i] * s.of[guarding] - s.of[neural_drive]);
    r.of[fitness] = p[aerobic_rate][i] * (day[aerobic_target][i] - p[aerobic_loss][i] * disuse - s.of[fitness]);
    r.of[flexibility] = p[flexibility_rate][i] * (day[flexibility_target][i] - p[flexibility_loss][i] * disuse
                        - p[flexibility_guarding][i] * s.of[guarding] - s.of[flexibility]);
    r.of[soreness] = day[souring][i] - p[soreness_rate][i] * s.of[soreness];
    return r;
}

static inline State moved(State s, State r, float days) {
    for (int k = 0; k < STATES; k++) s.of[k] += days * r.of[k];
    return s;
}

static void step(Block *restrict b) {
    const float h = 1.0f / STEPS;
#pragma GCC ivdep
    for (int i = 0; i < BLOCK; i++) {
        State s;
        for (int k = 0; k < STATES; k++) s.of[k] = b->y[k][i];
        State first = rates(b, i, s), second = rates(b, i, moved(s, first, h / 2));
        State third = rates(b, i, moved(s, second, h / 2)), fourth = rates(b, i, moved(s, third, h));
        for (int k = 0; k < STATES; k++)
            b->y[k][i] = s.of[k] + h / 6 * (first.of[k] + fourth.of[k] + 2.0f * (second.of[k] + third.of[k]));
    }
}

static void today(Block *restrict b, const float *restrict in) {
    for (int i = 0; i < BLOCK; i++) {
        Rows *p = b->p, *day = b->day;
        float l = (1.0f - in[rest]) * (1.0f - in[immobilised]) * (1.0f - p[load_education][i] * in[education]);
        int32_t bits;
        memcpy(&bits, &in[load], 4);
        l *= (bits & 0x7FFFFFFF) > 0x7F800000 ? p[usual_load][i] : in[load]; /* -ffast-math knows no NaN */
        float eased = p[ease_nsaid][i] * in[nsaid] + p[ease_paracetamol][i] * in[paracetamol];
        eased += p[ease_relaxant][i] * in[relaxant] + p[ease_opioid][i] * in[opioid];
        eased += p[ease_heat][i] * in[heat] + p[ease_ice][i] * in[ice];
        float effort = in[strengthening] + 0.5f * in[aerobic] + 0.25f * in[stretching];
        day[relief][i] = 1.0f / (1.0f + eased);
        day[ceiling_][i] = (1.0f - in[rest]) * (1.0f - in[immobilised]);
        day[burden][i] = l;
        day[bathed][i] = p[warm][i] * in[heat] - p[cool][i] * in[ice];
        day[avoiding][i] = p[avoid][i] * (1.0f - p[avoid_education][i] * in[education]);
        day[settling][i] = p[settle][i] * (1.0f + p[settle_education][i] * in[education]);
        day[guard_target][i] = p[guard_gain][i] * (1.0f - 0.5f * in[relaxant]);
        day[size_target][i] = 1.0f + p[size_gain][i] * in[strengthening];
        day[drive_target][i] = 1.0f + p[drive_gain][i] * in[strengthening];
        day[aerobic_target][i] = 1.0f + p[aerobic_gain][i] * in[aerobic];
        day[flexibility_target][i] = 1.0f + p[flexibility_gain][i] * in[stretching];
        day[souring][i] = p[soreness_load][i] * l * l * l
                          + p[soreness_exercise][i] * effort * (b->y[damaged][i] + b->y[regenerating][i]);
    }
}

static void draw(Block *restrict b, uint64_t person, uint64_t day, uint64_t seed) {
    for (int i = 0; i < BLOCK; i++) {
        uint32_t x = (uint32_t)(person + i), y = (uint32_t)day, z = 0, w = (uint32_t)((person + i) >> 32);
        uint32_t k = (uint32_t)seed, l = (uint32_t)(seed >> 32);
        for (int round = 0; round < 10; round++) {
            uint64_t m = 0xD2511F53ull * x, n = 0xCD9E8D57ull * z;
            x = (uint32_t)(n >> 32) ^ y ^ k;
            y = (uint32_t)n;
            z = (uint32_t)(m >> 32) ^ w ^ l;
            w = (uint32_t)m;
            k += 0x9E3779B9u;
            l += 0xBB67AE85u;
        }
        b->draw[0][i] = ((float)(int32_t)(x >> 9) + 0.5f) * 0x1p-23f;
        b->draw[1][i] = ((float)(int32_t)(y >> 9) + 0.5f) * 0x1p-23f;
        b->draw[2][i] = ((float)(int32_t)(z >> 9) + 0.5f) * 0x1p-23f;
        b->draw[3][i] = ((float)(int32_t)(w >> 9) + 0.5f) * 0x1p-23f;
    }
}

static void strain(Block *restrict b) {
    for (int i = 0; i < BLOCK; i++) {
        Rows *p = b->p, *y = b->y;
        float fresh = sqrtf(1.0f - p[linger][i] * p[linger][i]);
        b->shake[0][i] = p[linger][i] * b->shake[0][i] + fresh * quantile(b->draw[0][i]);
        b->shake[1][i] = p[linger][i] * b->shake[1][i] + fresh * quantile(b->draw[1][i]);
        float own = 1.0f - p[flexibility_share][i] - p[aerobic_share][i] + p[aerobic_share][i] * y[fitness][i];
        float strength = y[size][i] * y[neural_drive][i] * (1.0f - y[damaged][i] - p[weak][i] * y[regenerating][i]);
        float capacity = strength * (own + p[flexibility_share][i] * y[flexibility][i]);
        float excess = b->day[burden][i] - capacity;
        float chance = 1.0f - exponential(-p[hazard][i] * exponential(p[steep][i] * excess));
        float torn = p[tear][i] * (0.5f + b->draw[3][i]);
        torn = (torn < 1.0f ? torn : 1.0f) * (1.0f - y[damaged][i] - y[regenerating][i]);
        y[damaged][i] += b->draw[2][i] < chance ? torn : 0.0f;
    }
}

static void read(Block *restrict b, float *restrict pain, float *restrict disability) {
    for (int i = 0; i < BLOCK; i++) {
        State s;
        for (int k = 0; k < STATES; k++) s.of[k] = b->y[k][i];
        float odds = drive(b, i, &s), shaken = odds * exponential(b->p[restless][i] * b->shake[0][i]);
        pain[i] = 10.0f * shaken / (1.0f + shaken);
        float power = b->p[disable_power][i] * logarithm(odds + 1e-6f) + b->p[restless][i] * b->shake[1][i];
        float limited = b->p[disable][i] * exponential(power);
        disability[i] = 100.0f * limited / (1.0f + limited);
    }
}

/* Arrays have people last, whole blocks; `pain` and `disability` have a row a day, from day 0. */
void follow(const float *parameters, const float *states, const float *shakes, const float *inputs, float *pain,
            float *disability, uint64_t people, uint64_t days, uint64_t seed, uint64_t lucky) {
    static const float usual[INPUTS] = {[load] = __builtin_nanf("")};
    static _Thread_local Block b;
    for (uint64_t start = 0; start < people; start += BLOCK) {
        for (int k = 0; k < PARAMETERS; k++) memcpy(b.p[k], parameters + k * people + start, sizeof(Rows));
        for (int k = 0; k < STATES; k++) memcpy(b.y[k], states + k * people + start, sizeof(Rows));
        for (int k = 0; k < 2; k++) memcpy(b.shake[k], shakes + k * people + start, sizeof(Rows));
        today(&b, usual);
        read(&b, pain + start, disability + start);
        for (uint64_t day = 0; day < days; day++) {
            today(&b, inputs + day * INPUTS);
            if (lucky) {
                draw(&b, start, day, seed);
                strain(&b);
            } else
                memset(b.shake, 0, sizeof b.shake);
            for (int k = 0; k < STEPS; k++) step(&b);
            read(&b, pain + (day + 1) * people + start, disability + (day + 1) * people + start);
        }
    }
}
