#!/usr/bin/env python3
"""Judges the cases of a file, one schedule a line (the format is in CalendarCase.cs), against its own answers.

It walks day by day and, on each chosen day, moves along the zone's clock until that shows the time of the run. It has
nothing in common with the code it judges but product rules: no library besides Python's, no interval arithmetic.

    oracle.py CASES                 prints "N cases, D differences, seed S"; exit 1 when D is not 0
    oracle.py CASES --write FILE    writes the same questions with the oracle's answers as well
"""
import argparse
import collections
import hashlib
import multiprocessing
import pathlib
import sys
import zoneinfo
from datetime import datetime, timedelta

DAY = timedelta(days=1)
HOUR = 3600
EPOCH = datetime(1970, 1, 1)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

# A link since 2024b. Debian's build of the same data ("backzone") keeps the zone that it was before, an hour off from 1992 to 1996.
LINKS = {"WET": "Europe/Lisbon"}


def reading(zone, second):
    """What clocks of the zone show at that Unix second."""
    return datetime.fromtimestamp(second, zone).replace(tzinfo=None)


def first_second_showing(zone, wanted):
    """The first Unix second at which clocks show the wanted time, or a later one because it is skipped."""
    as_utc = round((wanted - EPOCH).total_seconds())
    second = as_utc - 27 * HOUR  # no clock is so far ahead
    shown = reading(zone, second)
    assert shown < wanted
    while True:
        step = HOUR
        if reading(zone, second + step) - shown != timedelta(seconds=step):
            # The clock is set within this hour: go to the last second before that.
            step, beyond = 0, HOUR
            while beyond - step > 1:
                middle = (step + beyond) // 2
                if reading(zone, second + middle) - shown == timedelta(seconds=middle):
                    step = middle
                else:
                    beyond = middle
            step = max(step, 1)
        until = reading(zone, second + step)
        if until >= wanted:
            if until - shown != timedelta(seconds=step):
                return second + step
            return second + round((wanted - shown).total_seconds())
        second, shown = second + step, until


def kind(zone, second, wanted):
    """Whether the wanted time is skipped, comes twice, or is an ordinary one."""
    if reading(zone, second) != wanted:
        return "gap"
    return "overlap" if any(reading(zone, second + later) == wanted for later in (HOUR // 2, HOUR, 2 * HOUR)) else "ordinary"


def is_chosen(day, parts):
    if "BYMONTHDAY" in parts:
        number = int(parts["BYMONTHDAY"])
        return day.day == number or (day.day < number and (day + DAY).month != day.month)
    weekday = parts["BYDAY"][-2:]
    ordinal = parts["BYDAY"][:-2]
    if WEEKDAYS[day.weekday()] != weekday:
        return False
    if not ordinal:
        return True
    if ordinal == "-1":
        later = [day + DAY * n for n in range(1, 8)]
        return not any(d.month == day.month and WEEKDAYS[d.weekday()] == weekday for d in later)
    so_far = [day.replace(day=n) for n in range(1, day.day + 1)]
    return sum(WEEKDAYS[d.weekday()] == weekday for d in so_far) == int(ordinal)


def runs(zone, rule, time, saved_at):
    """The chosen days from the first run on, each with its second."""
    parts = dict(part.split("=") for part in rule.split(";"))
    every = int(parts["INTERVAL"])
    assert (parts["FREQ"], every) in (("WEEKLY", 1), ("WEEKLY", 2), ("MONTHLY", 1))
    day = reading(zone, saved_at).date() - 2 * DAY
    begun, chosen = False, 0
    while True:
        if is_chosen(day, parts):
            due = None
            if not begun:
                due = first_second_showing(zone, datetime.combine(day, datetime.min.time()) + time)
                begun = due > saved_at
            if begun:
                if chosen % every == 0:
                    yield day, due or first_second_showing(zone, datetime.combine(day, datetime.min.time()) + time)
                chosen += 1
        day += DAY


def answer(line):
    """The line with the oracle's answers, and which kinds of times these are."""
    name, rule, tenant, window, saved_at, _, *asked = line.split("\t")
    zone = zoneinfo.ZoneInfo(LINKS.get(name, name))
    start, length = (60 * int(minutes) for minutes in window.split("+"))
    spread = int(hashlib.sha256(tenant.encode()).hexdigest()[:16], 16) % length
    instants = [int(one.split("/")[0]) for one in asked]

    found = []
    time = timedelta(seconds=start + spread)
    for run in runs(zone, rule, time, int(saved_at)):
        found.append(run)
        if run[1] > max(instants):
            break
    answers, kinds = [], collections.Counter()
    for instant in instants:
        day, due = next(run for run in found if run[1] > instant)
        answers.append(f"{instant}/{day}/{due}")
        kinds[kind(zone, due, datetime.combine(day, datetime.min.time()) + time)] += 1
    return "\t".join([name, rule, tenant, window, saved_at, str(found[0][0]), *answers]), kinds


def tzdata_version():
    """The version that zoneinfo reads, and where."""
    for folder in zoneinfo.TZPATH:
        try:
            with open(pathlib.Path(folder, "tzdata.zi"), encoding="ascii") as file:
                return file.readline().split()[-1], folder
        except FileNotFoundError:
            continue
    return "unknown", ":".join(zoneinfo.TZPATH) or "nowhere"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("cases")
    options.add_argument("--write", metavar="FILE")
    options = options.parse_args()

    with open(options.cases, encoding="ascii") as file:
        header, *lines = file.read().splitlines()
    _, _, wanted, _, seed = header.split()
    version, place = tzdata_version()
    if version != wanted:
        sys.exit(f"The cases were made with time-zone data {wanted} and Python reads {version} ({place}): "
                 f"set PYTHONTZPATH to a folder with {wanted}, or nothing can be said about them.")
    zones = {line.split("\t")[0] for line in lines}
    missing = zones - zoneinfo.available_timezones()
    if missing:
        sys.exit(f"The time-zone data in {place} lacks {', '.join(sorted(missing))}: nothing can be said about the cases.")

    with multiprocessing.Pool() as pool:
        answered = pool.map(answer, lines, chunksize=200)

    differences, kinds = 0, collections.Counter()
    for theirs, (ours, met) in zip(lines, answered):
        kinds += met
        theirs, ours = theirs.split("\t"), ours.split("\t")
        for column in range(5, len(ours)):
            if theirs[column] != ours[column]:
                differences += 1
                if differences <= 10:
                    what = "first run" if column == 5 else "instant/day/due"
                    print(f"{' '.join(theirs[:5])}: {what} is {theirs[column]}, the oracle says {ours[column]}")
    if options.write:
        with open(options.write, "w", encoding="ascii") as file:
            file.write("\n".join([header, *(line for line, _ in answered)]) + "\n")
    print(f"{kinds['gap']} runs at a time that is skipped, {kinds['overlap']} at one that comes twice, "
          f"in {len(zones)} zones by TZDB {version}")
    print(f"{kinds.total()} cases, {differences} differences, seed {seed}")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
