"""Random share rules, evaluated here in exact fractions and by `contracts share`: every figure of
the answer has to be the same. Nothing of the library is used; what a rule means is written from
doc/share.md, as an area below a step function: the share is the integral of the contractor's rate
over cost, from the cost to the target.

    share_model.py COMMAND [--rounds N] [--seed N]

A rule that is answered otherwise is made smaller as long as it stays wrong, and printed with what
was wanted. PLANT in the environment (truncate, uncut, one_rate, no_ceiling) plants that mistake in
the model, so that a test can see that it would be found.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

HUNDRED = Fraction(100)
DIGITS = {"GBP": 2, "USD": 2, "EUR": 2, "JPY": 0, "KWD": 3}
PLANT = os.environ.get("PLANT", "")
WORDS = {"model", "currency", "computable", "reasons", "rounding", "basis", "warnings"}


# --- arithmetic -----------------------------------------------------------------------------------


def rounded(value, how):
    """A whole number: by default half away from zero."""
    size = abs(value)
    whole, rest = divmod(size.numerator, size.denominator)
    twice = 2 * rest
    if how == "half_even":
        up = twice > size.denominator or (twice == size.denominator and whole % 2 == 1)
    elif how == "toward_zero":
        up = False
    else:
        up = twice >= size.denominator
    if PLANT == "truncate":
        up = False
    whole += up
    return -whole if value < 0 else whole


def split(amount, weights):
    """By largest remainder: rounded down, what is left to the largest fractions, of equal ones the
    first. A negative amount as its positive twin."""
    total = sum(weights)
    exact = [abs(amount) * w / total for w in weights]
    parts = [int(e) for e in exact]
    order = sorted(range(len(weights)), key=lambda i: (-(exact[i] - parts[i]), i))
    for i in order[: abs(amount) - sum(parts)]:
        parts[i] += 1
    return [-p for p in parts] if amount < 0 else parts


# --- what a rule says -----------------------------------------------------------------------------


class Terms:
    """The members of a rule as numbers: amounts in minor units, rates as fractions of one."""

    def __init__(self, rule):
        self.rule = rule
        self.digits = DIGITS[rule["currency"]]
        self.how = rule.get("rounding", "half_away")
        self.cost = self.amount(rule["cost"])
        first = self.amount(rule["target"] if "target" in rule else rule["target_cost"])
        self.stated = first
        self.target = first + sum(self.amount(c) for c in rule.get("changes", []))

    def amount(self, given):
        value = Fraction(str(given)) * 10**self.digits
        assert value.denominator == 1
        return int(value)

    def exact(self, name, of):
        """None, an amount, or so much percent of `of`."""
        if name in self.rule:
            text = str(self.rule[name])
            if not text.endswith("%"):
                return self.amount(text)
            percent = Fraction(text[:-1])
        elif name + "_pct" in self.rule:
            percent = Fraction(str(self.rule[name + "_pct"]).rstrip("%"))
        else:
            return None
        return percent * of / HUNDRED

    def amount_or_part(self, name, of):
        """The same; a percentage is an amount of its own, rounded for itself."""
        value = self.exact(name, of)
        return None if value is None else rounded(value, self.how)

    def percent(self, name, default=None):
        return Fraction(str(self.rule[name]).rstrip("%")) if name in self.rule else default


def bands_of(rule):
    for band in rule.get("bands", []):
        if isinstance(band, dict):
            band = [band["from_pct"], band.get("to_pct"), band["share_pct"]]
        yield [None if x is None else Fraction(str(x).rstrip("%")) for x in band]


def rates_of(terms):
    """The step function: [from, to, rate] in percent of the base, None = no end, sorted; it covers
    all cost from 0 on."""
    rule = terms.rule
    if rule["model"] == "banded_share":
        steps = sorted(bands_of(rule), key=lambda s: s[0])
    else:
        both = terms.percent("seller_share")
        under = terms.percent("seller_share_under", both)
        over = terms.percent("seller_share_over", both)
        steps = [[Fraction(0), HUNDRED, under], [HUNDRED, None, over]]
    zero = Fraction(0)
    full = []
    at = zero
    for low, high, rate in steps:  # what no band covers is the client's
        if low > at:
            full.append([at, low, zero])
        full.append([low, high, rate])
        at = high
    if at is not None:
        full.append([at, None, zero])
    return full


def cut(steps, points):
    """The same steps, with limits at these points as well."""
    out = []
    for low, high, rate in steps:
        inside = sorted(p for p in set(points) if low < p and (high is None or p < high))
        for a, b in zip([low] + inside, inside + [high]):
            out.append([a, b, rate])
    return out


def with_dead_band(terms, steps):
    given = terms.rule.get("dead_band")
    if given is None:
        return steps
    if isinstance(given, list):
        low, high = (Fraction(str(g)) for g in given)
    else:
        low, high = HUNDRED - Fraction(str(given)), HUNDRED + Fraction(str(given))
    steps = cut(steps, [low, high])
    return [[a, b, Fraction(0) if low <= a and b is not None and b <= high else r]
            for a, b, r in steps]


# --- evaluation -----------------------------------------------------------------------------------


class Curve:
    """The contractor's rate over cost, in minor units."""

    def __init__(self, terms):
        self.terms = terms
        self.target = terms.target
        base = terms.target
        if terms.rule.get("bands_of") == "original_target":
            base = terms.stated
        self.base = base
        self.steps = [
            (a * base / HUNDRED, None if b is None else b * base / HUNDRED, r / HUNDRED, a, b)
            for a, b, r in with_dead_band(terms, rates_of(terms))
        ]
        if PLANT == "one_rate":
            self.steps = [(s[0], s[1], self.steps[0][2], s[3], s[4]) for s in self.steps]

    def share(self, cost):
        """The area between cost and target; below zero above it."""
        low, high = sorted((Fraction(cost), Fraction(self.target)))
        area = Fraction(0)
        for a, b, rate, _, _ in self.steps:
            top = high if b is None else min(b, high)
            area += max(Fraction(0), top - max(a, low)) * rate
        return area if cost < self.target else -area

    def rate_behind(self, cost):
        for a, b, rate, _, _ in self.steps:
            if a <= cost and (b is None or cost < b):
                return rate
        return Fraction(0)

    @staticmethod
    def crossing(points, f, wanted, greatest=False):
        """The least cost (or the greatest) at which the continuous, rising f is `wanted`; None if
        it never is. f is linear between the points, and behind the last."""
        points = sorted(points)
        found = [p for p in points if f(p) == wanted]
        for a, b in zip(points, points[1:]):
            if f(a) < wanted < f(b):
                found.append(a + (wanted - f(a)) * (b - a) / (f(b) - f(a)))
        last = points[-1]
        slope = f(last + 1) - f(last)
        if slope > 0 and wanted > f(last):
            found.append(last + (wanted - f(last)) / slope)
        return (max if greatest else min)(found) if found else None

    def limits(self):
        return {x for a, b, _, _, _ in self.steps for x in (a, b) if x is not None}

    def lines(self):
        """From the lowest up; the figures are differences of rounded sums."""
        terms = self.terms
        cost, target = Fraction(terms.cost), Fraction(self.target)
        out = []
        done = parts = Fraction(0)
        sign = 1 if cost < target else -1
        for a, b, rate, pa, pb in self.steps:
            low = max(a, min(cost, target))
            high = max(cost, target) if b is None else min(b, max(cost, target))
            if high <= low:
                continue
            before = rounded(sign * done, terms.how), rounded(parts, terms.how)
            done += (high - low) * rate
            parts += high - low
            out.append({
                "from": pa, "to": pb, "rate": rate * 100,
                "increment": rounded(parts, terms.how) - before[1],
                "share": rounded(sign * done, terms.how) - before[0],
            })
        return out


def common(terms, curve):
    d = terms.target - terms.cost
    return {
        "target": terms.stated, "adjusted_target": terms.target, "cost": terms.cost,
        "difference": d, "difference_to_share": d, "lines": curve.lines(),
    }


def banded(terms, curve):
    rule = terms.rule
    out = common(terms, curve)
    fee = 0
    if "fee_pct" in rule:
        fee = rounded(terms.percent("fee_pct") * terms.cost / HUNDRED, terms.how)
        out["fee"] = fee
    of = fee if rule.get("caps_of") == "fee" else terms.target
    exact = curve.share(terms.cost)
    gain_cap = terms.exact("gain_cap", of)
    pain_cap = terms.exact("pain_cap", of)
    held = False
    share = exact
    if PLANT != "uncut":
        if gain_cap is not None and exact > gain_cap:
            share, held = Fraction(gain_cap), True
        if pain_cap is not None and exact < -pain_cap:
            share, held = Fraction(-pain_cap), True
    held = held or (pain_cap is not None and exact == -pain_cap)
    share = rounded(share, terms.how)
    out["contractor_share"] = share
    out["contractor_paid"] = terms.cost + fee + share
    out["profit"] = out["margin"] = fee + share
    out["marginal_rate"] = Fraction(0) if held else curve.rate_behind(terms.cost) * 100
    return out


def fpif(terms, curve):
    out = common(terms, curve)
    profit = terms.amount_or_part("target_profit", terms.target)
    ceiling = terms.amount_or_part("ceiling", terms.target)
    share = rounded(curve.share(terms.cost), terms.how)
    formula = profit + share
    price = terms.cost + formula
    if PLANT != "no_ceiling":
        price = min(price, ceiling)

    def billed(cost):
        return cost + profit + curve.share(cost)

    over = {x for x in curve.limits() if x > terms.target}
    pta = curve.crossing({Fraction(terms.target)} | over, billed, ceiling)
    out.update({
        "contractor_share": price - terms.cost - profit,  # what the ceiling cuts off is its own
        "target_price": terms.target + profit, "ceiling": ceiling,
        "profit_formula": formula, "price": price, "contractor_paid": price,
        "profit": price - terms.cost, "margin": price - terms.cost,
        "pta": None if pta is None else rounded(pta, terms.how),
        "marginal_rate": HUNDRED if pta is not None and terms.cost >= pta
        else curve.rate_behind(terms.cost) * 100,
    })
    return out


def cpif(terms, curve):
    out = common(terms, curve)
    target_fee = terms.amount_or_part("target_fee", terms.target)
    low = terms.amount_or_part("min_fee", terms.target)
    high = terms.amount_or_part("max_fee", terms.target)
    exact = target_fee + curve.share(terms.cost)
    formula = target_fee + rounded(curve.share(terms.cost), terms.how)
    fee = formula
    held = False
    if high is not None and exact >= high:
        fee, held = high, exact > high
    if low is not None and exact <= low:
        fee, held = low, True

    def saved(cost):  # rises with cost
        return -(target_fee + curve.share(cost))

    points = {Fraction(0), Fraction(terms.target)} | curve.limits()
    rie_low = rie_high = None
    if high is not None:
        at = [p for p in points if p <= terms.target]
        rie_low = curve.crossing(at, saved, -high, greatest=True)
    if low is not None:
        at = [p for p in points if p >= terms.target]
        rie_high = curve.crossing(at, saved, -low)
    out.update({
        "contractor_share": fee - target_fee, "target_price": terms.target + target_fee,
        "fee": fee, "fee_formula": formula, "fee_change": fee - target_fee,
        "profit": fee, "margin": fee, "profit_formula": formula, "min_fee": low, "max_fee": high,
        "price": terms.cost + fee, "contractor_paid": terms.cost + fee,
        "rie_low": None if rie_low is None else rounded(rie_low, terms.how),
        "rie_high": None if rie_high is None else rounded(rie_high, terms.how),
        "marginal_rate": Fraction(0) if held else curve.rate_behind(terms.cost) * 100,
    })
    return out


MODELS = {"banded_share": banded, "fpif": fpif, "cpif": cpif}


def expected(rule):
    """Every figure of the answer, amounts in minor units; what is not named has to be null."""
    terms = Terms(rule)
    out = MODELS[rule["model"]](terms, Curve(terms))
    share = out["contractor_share"]
    out["client_share"] = out["difference"] - share
    given = rule.get("participants", [])
    rates = [Fraction(str(p["pct"] if isinstance(p, dict) else p).rstrip("%")) for p in given]
    rest = HUNDRED - sum(rates)
    parts = split(share, rates + [rest] * (rest > 0)) if rates else []
    out["participants"] = parts[: len(rates)]
    out["parties"] = [
        {"name": p.get("name") if isinstance(p, dict) else None, "pct": r, "amount": a}
        for p, r, a in zip(given, rates, parts)
    ]
    if rates:
        out["unallocated"] = share - sum(out["participants"])
    return out


# --- comparison -----------------------------------------------------------------------------------


def same(wanted, found, digits, name=""):
    """An expected figure and the answer's text."""
    if isinstance(wanted, list):
        return (isinstance(found, list) and len(wanted) == len(found)
                and all(same(w, f, digits, name) for w, f in zip(wanted, found)))
    if isinstance(wanted, dict):
        return wanted.keys() == found.keys() and all(
            same(wanted[k], found[k], digits, k) for k in wanted)
    if wanted is None or found is None or name == "name":
        return wanted == found
    if name in ("from", "to", "rate", "pct", "marginal_rate"):
        return Fraction(found) == wanted
    if digits != len(found.partition(".")[2]):
        return False
    return Fraction(found) * 10**digits == wanted


def ask(command, rule):
    done = subprocess.run([command, "share", "--rule", "-", "--format", "json"],
                          input=json.dumps(rule), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def impossible(rule):
    """The fee at the target outside of its limits, or a ceiling below the target price."""
    terms = Terms(rule)
    if rule["model"] == "cpif":
        fee = terms.amount_or_part("target_fee", terms.target)
        low = terms.amount_or_part("min_fee", terms.target)
        high = terms.amount_or_part("max_fee", terms.target)
        return (low is not None and fee < low) or (high is not None and fee > high)
    if rule["model"] == "fpif":
        profit = terms.amount_or_part("target_profit", terms.target)
        return terms.amount_or_part("ceiling", terms.target) < terms.target + profit
    return False


def differences(command, rule):
    """What is answered otherwise, as lines; empty if nothing is."""
    code, text, words = ask(command, rule)
    if impossible(rule):
        return [] if code == 3 and words else ["not refused: exit code %d" % code]
    if code != 0:
        return ["exit code %d: %s" % (code, (words or text).strip())]
    found = json.loads(text)
    wanted = expected(rule)
    digits = DIGITS[rule["currency"]]
    out = []
    for name in sorted(found.keys() | wanted.keys()):
        if name in WORDS or name == "distances":
            continue
        want = wanted.get(name)
        if not same(want, found.get(name), digits, name):
            out.append("%s is %s, wanted %s%s" % (
                name, json.dumps(found.get(name)), want,
                "" if isinstance(want, (list, dict)) else " (minor units)"))
    return out


# --- rules by chance ------------------------------------------------------------------------------


def spelled(chance, minor, digits):
    """An amount as a document may write it."""
    text = "%s%0*d" % ("-" if minor < 0 else "", digits + 1, abs(minor))
    text = text[:-digits] + "." + text[-digits:] if digits else text
    if minor % 10**digits == 0 and chance.random() < 0.5:
        return minor // 10**digits
    return text


def rate(chance, most=100):
    kind = chance.randrange(4)
    if kind == 0:
        return chance.choice([0, 100, 50]) if most == 100 else 0
    if kind == 1:
        return chance.randint(0, most)
    return "%d.%0*d" % (chance.randint(0, most - 1), kind * 2 - 1,
                        chance.randrange(10 ** (kind * 2 - 1)))


def some_bands(chance):
    """They tile a range; the uncovered ends are the client's."""
    limits = {Fraction(chance.choice([0, 0, 70, 80]))}
    for _ in range(chance.randint(1, 5)):
        limits.add(Fraction(chance.randint(81, 125)) + Fraction(chance.randrange(8), 8))
    limits = sorted(limits)
    ends = limits[1:] + ([None] if chance.random() < 0.7 else [])
    bands = []
    for low, high in zip(limits, ends):
        share = rate(chance)
        low, high = float(low), None if high is None else float(high)
        bands.append({"from_pct": low, "to_pct": high, "share_pct": share}
                     if chance.random() < 0.3 else [low, high, share])
    chance.shuffle(bands)
    return bands


def some_rule(chance):
    model = chance.choice(list(MODELS))
    currency = chance.choice(list(DIGITS))
    digits = DIGITS[currency]
    size = 10 ** chance.randint(2, 14)
    target = chance.randint(max(1, size // 10), size)
    cost = chance.choice([target, target + chance.randint(-2, 2),
                          target * chance.randint(30, 190) // 100,
                          target * chance.randint(8000, 12500) // 10000])
    rule = {"model": model, "currency": currency, "cost": spelled(chance, max(0, cost), digits)}
    rule["target" if model == "banded_share" else "target_cost"] = spelled(chance, target, digits)

    def maybe(odds):
        return chance.random() < odds

    def limit(name, low, high):  # an amount, or percent of the target
        amount = chance.randint(target * low // 1000, target * high // 1000)
        if maybe(0.3):
            rule[name + "_pct"] = chance.randint(low, high) / 10
        else:
            rule[name] = spelled(chance, amount, digits)

    if maybe(0.6):
        rule["rounding"] = chance.choice(["half_away", "half_even", "toward_zero"])
    if model == "banded_share":
        rule["bands"] = some_bands(chance)
        if maybe(0.3):
            rule["dead_band"] = chance.choice([2.5, 1, "0.125", [97, 104.5], [99.5, 100]])
        if maybe(0.4):
            rule["fee_pct"] = rate(chance, 20)
        for cap in ("gain_cap", "pain_cap"):
            if maybe(0.35):
                limit(cap, 0, 80)
        if maybe(0.2) and "fee_pct" in rule:
            rule["caps_of"] = "fee"
        if maybe(0.3):
            rule["changes"] = [spelled(chance, chance.randint(-target // 8, target // 4), digits)
                               for _ in range(chance.randint(1, 3))]
            if maybe(0.5):
                rule["bands_of"] = "original_target"
    else:
        if maybe(0.5):
            rule["seller_share"] = rate(chance)
        else:
            rule["seller_share_under"] = rate(chance)
            rule["seller_share_over"] = rate(chance)
        if model == "fpif":
            limit("target_profit", 0, 150)
            limit("ceiling", 1150, 1500)
        else:
            limit("target_fee", 50, 100)
            if maybe(0.1):  # no room to either side
                rule["min_fee"] = rule["max_fee"] = rule["target_fee"] = spelled(
                    chance, target // 20, digits)
                rule.pop("target_fee_pct", None)
            elif maybe(0.7):
                limit("min_fee", 0, 50)
            if maybe(0.7) and "max_fee" not in rule:
                limit("max_fee", 100, 200)
    if maybe(0.35):
        rule["participants"] = some_parties(chance)
    return rule


def some_parties(chance):
    left = 1000
    out = []
    for i in range(chance.randint(1, 5)):
        part = chance.randint(1, max(1, left // 2))
        left -= part
        pct = part / 10
        out.append({"name": "party %d" % i, "pct": pct} if chance.random() < 0.5 else pct)
    if chance.random() < 0.5:
        out.append(left / 10)
    return out


# --- smaller --------------------------------------------------------------------------------------


def smaller(rule):
    """Rules with less in them."""
    for name in list(rule):
        if name not in ("model", "currency", "cost", "target", "target_cost"):
            yield {k: v for k, v in rule.items() if k != name}
    for name in ("bands", "participants", "changes"):
        for i in range(len(rule.get(name, []))):
            yield dict(rule, **{name: rule[name][:i] + rule[name][i + 1:]})
    for name, value in rule.items():
        try:
            number = Fraction(str(value).rstrip("%"))
        except (ValueError, ZeroDivisionError):
            continue
        for less in (0, 100, int(number / 1000), int(number / 10), int(number)):
            if abs(less) < abs(number) or (less == int(number) and value != less):
                yield dict(rule, **{name: less})


def shrink(command, rule):
    again = True
    while again:
        again = False
        for candidate in smaller(rule):
            try:
                wrong = differences(command, candidate)
            except (AssertionError, KeyError, IndexError, TypeError, ZeroDivisionError):
                continue
            if wrong and not wrong[0].startswith("exit code"):
                rule, again = candidate, True
                break
    return rule


# --- what is refused ------------------------------------------------------------------------------

REFUSED = [
    {"bands": [[0, 100, 50], [90, None, 50]]},
    {"bands": [[0, 95, 50], [100, None, 50]]},
    {"bands": [[0, 100, 101]]},
    {"bands": [[0, 100, -1]]},
    {"participants": [60, 50], "bands": [[0, None, 50]]},
    {"gain_cap": -1, "bands": [[0, None, 50]]},
    {"model": "fpif", "target_cost": 100, "target_profit": 10, "ceiling": "109.99",
     "seller_share": 50},
    {"model": "cpif", "target_cost": 100, "target_fee": 10, "min_fee": 9, "max_fee": 8,
     "seller_share": 50},
]


def refused(command):
    wrong = []
    for more in REFUSED:
        rule = {"model": "banded_share", "currency": "GBP", "cost": 90, "target": 100}
        if "target_cost" in more:
            del rule["target"]
        rule.update(more)
        code, text, words = ask(command, rule)
        if code != 3 or text or not words:
            wrong.append("not refused: %s: exit code %d" % (json.dumps(rule), code))
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    args = parser.parse_args()
    print("share_model: --seed %d, %d rules" % (args.seed, args.rounds), flush=True)
    chance = random.Random(args.seed)
    rules = [some_rule(chance) for _ in range(args.rounds)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda r: differences(args.command, r), rules))
    failed = refused(args.command)
    for rule, wrong in zip(rules, answers):
        if wrong and not failed:
            small = rule if wrong[0].startswith("exit code") else shrink(args.command, rule)
            failed = [json.dumps(small)] + differences(args.command, small)
    for line in failed:
        print("FAIL: " + line)
    print("%d of %d rules computed the same" % (sum(not a for a in answers), len(rules)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
