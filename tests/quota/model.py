#!/usr/bin/env python3
"""Judges what the quota rules decided, from the rules' text alone.

Reads stories from standard input. A story begins with "story N zone=+HH:MM"; each line after it is

    2027-03-10 14:05 now #7 -> Free 2027-03

an event and the answer it got. The events are described where they are told (Story.cs); this file shares nothing with
it but the language. It keeps every fact for ever, sums nothing up and computes each answer from the whole history.
"""
import argparse
import calendar
import copy
import sys
from collections import Counter
from datetime import date, datetime, time, timedelta

FREE = {"Free": 0, "Standard": 2, "Professional": 2, "Enterprise": 2, "Ultimate": 4}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FOREVER = datetime(9999, 1, 1)
MONTHS_KNOWN = 9


def month_of(day):
    return (day.year, day.month)


def shifted(month, by):
    index = month[0] * 12 + month[1] - 1 + by
    return (index // 12, index % 12 + 1)


def last_day(month):
    return date(*month, calendar.monthrange(*month)[1])


def monday(day):
    return day - timedelta(days=day.weekday())


def text(value):
    if value is None or value == []:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(text(each) for each in value)
    if isinstance(value, tuple):
        return "%04d-%02d" % value
    return str(value)


class Schedule:
    """Dates by arithmetic: from the first one, so many days or months on."""

    def __init__(self, words, start):
        self.kind, self.rest, self.start, self.decided = words[0], words[1:], start, date.min

    def dates(self, until):
        if self.kind == "monthly":
            month = month_of(self.start)
            while date(*month, 1) <= until:
                day = self.day_in(month)
                if self.start <= day <= until:
                    yield day
                month = shifted(month, 1)
            return
        step = 7 if self.kind == "weekly" else 14
        day = self.start + timedelta(days=(WEEKDAYS.index(self.rest[0]) - self.start.weekday()) % 7)
        while day <= until:
            yield day
            day += timedelta(days=step)

    def day_in(self, month):
        if len(self.rest) == 1:
            return date(*month, min(int(self.rest[0]), calendar.monthrange(*month)[1]))
        column = [week[WEEKDAYS.index(self.rest[1])] for week in calendar.monthcalendar(*month)]
        column = [number for number in column if number]
        return date(*month, column[-1] if self.rest[0] == "last" else column[["first", "second", "third", "fourth"].index(self.rest[0])])

    def place(self, day):
        return [other for other in self.dates(day) if month_of(other) == month_of(day)].index(day) + 1

    def begun(self, day):
        later = copy.copy(self)
        later.start, later.decided = day, date.min
        return later


class Tenant:
    def __init__(self, zone):
        self.zone = zone
        self.edition, self.schedule = "Standard", None
        self.bought = 0
        self.paid, self.renews = [], False
        self.facts = {}  # backup -> what it took and what became of it, in the order of taking

    # What there is.

    def taken(self, kind, month):
        return sum(1 for fact in self.facts.values() if fact["kind"] == kind and fact["month"] == month and fact["back"] != month)

    def extras(self, month):
        return sum(1 for fact in self.facts.values() if fact["back"] == month and fact["month"] != month)

    def free(self, month):
        """(left of the edition's own, left of the extra ones)"""
        return max(0, FREE[self.edition] - self.taken("Free", month)), self.extras(month) - self.taken("ExtraFree", month)

    def units(self):
        return self.bought - sum(1 for fact in self.facts.values() if fact["kind"] == "Unit" and fact["state"] != "back")

    def units_open(self):
        return sum(1 for fact in self.facts.values() if fact["kind"] == "Unit" and fact["state"] == "open")

    def is_paid(self, moment, renewed):
        periods = list(self.paid)
        if renewed and self.renews and periods:
            first, last = max(periods, key=lambda period: period[1])
            periods.append((first, FOREVER))
        return any(first <= moment < last for first, last in periods)

    def week_used(self, day):
        return any(fact["week"] == monday(day) and fact["state"] != "back" for fact in self.facts.values())

    # What a run takes.

    def due_at(self, day):
        return datetime.combine(day, time(2))

    def by_subscription(self, schedule, day, renewed):
        return schedule.kind == "weekly" and self.is_paid(self.due_at(day), renewed) and not self.week_used(day)

    def wants(self, schedule, day):
        """free, unit, nothing, or subscription (and only that)"""
        if schedule.kind == "weekly":
            if self.edition == "Free":
                return "unit"
            if self.edition != "Ultimate":
                return "subscription"
        if schedule.place(day) <= {"monthly": 1, "two-weekly": 2, "weekly": 4}[schedule.kind]:
            return "free"
        return "unit" if self.edition == "Free" else "nothing"

    def gets(self, schedule, day, renewed=False):
        """(kind, week), the kind None when there is no way to pay, "Unit" also when there is no unit"""
        if self.by_subscription(schedule, day, renewed):
            return "Subscription"
        want = self.wants(schedule, day)
        own, extra = self.free(month_of(day))
        if want == "subscription":
            return None
        if want == "nothing":
            return "Covered"
        if want == "free" and own:
            return "Free"
        if want == "free" and extra:
            return "ExtraFree"
        return "Unit"

    def is_covered(self, schedule, day):
        kind = self.gets(schedule, day, renewed=True)
        return kind is not None and (kind != "Unit" or self.units() > 0)

    # What is kept back.

    def due(self, known):
        return [day for day in self.schedule.dates(known) if day > self.schedule.decided] if self.schedule else []

    def aside(self, month):
        days = [day for day in self.due(last_day(month))
                if month_of(day) == month and not self.by_subscription(self.schedule, day, True) and self.wants(self.schedule, day) == "free"]
        return days[:sum(self.free(month))]

    def unit_for(self, today):
        days = self.due(last_day(shifted(month_of(today), MONTHS_KNOWN)))
        return days[0] if days and self.gets(self.schedule, days[0], True) == "Unit" else None

    # The three questions.

    def ask_now(self, today):
        month = month_of(today)
        own, extra = self.free(month)
        aside, unit_for = self.aside(month), self.unit_for(today)
        if own + extra > len(aside):
            return True, ("Free" if own else "ExtraFree", month, None)
        if self.units() > (1 if unit_for else 0):
            return True, ("Unit", month, None)
        if aside:
            reason = "SetAside"
        elif self.units():
            reason = "UnitSetAside"
        elif FREE[self.edition] + self.extras(month) == 0:
            reason = "NoUnits"
        else:
            reason = "AllUsed"
        following = shifted(month, 1)
        return False, self.refusal(
            reason, aside, unit_for, (2 if unit_for else 1) - self.units(),
            bool(aside) and self.schedule.kind == "weekly",
            date(*following, 1) if sum(self.free(following)) > len(self.aside(following)) else None)

    def ask_run(self, schedule, day, known, renewed=False, restart=False):
        kind = self.gets(schedule, day, renewed)
        if kind and (kind != "Unit" or self.units()):
            return True, (kind, month_of(day), monday(day) if kind == "Subscription" else None)
        paid = self.is_paid(self.due_at(day), renewed)
        if kind is None:
            reason = "WeekTaken" if paid else "NoSubscription"
        elif self.edition == "Free" or self.wants(schedule, day) == "unit":
            reason = "NoUnits"
        else:
            reason = "AllUsed"
        later = [other for other in schedule.dates(known)
                 if other > day and self.is_covered(schedule.begun(other) if restart else schedule, other)]
        return False, self.refusal(reason, [], None, 0 if kind is None else 1,
                                   schedule.kind == "weekly" and self.edition != "Free" and not paid, later[0] if later else None)

    @staticmethod
    def refusal(reason, aside, unit_for, units, subscription, start):
        return "refused %s aside=%s unitfor=%s units=%d subscription=%s from=%s" % (
            reason, text(aside), text(unit_for), units, text(subscription), text(start))

    # What happens.

    def reserve(self, backup, take):
        kind, month, week = take
        self.facts[backup] = {"kind": kind, "month": month, "week": week, "state": "open", "outcome": None, "back": None}

    @staticmethod
    def took(take):
        kind, month, week = take
        return "%s %s" % (kind, text(month)) + (" %s" % week if week else "")

    def take(self, backup, answer):
        if backup in self.facts:
            fact = self.facts[backup]
            return "again " + self.took((fact["kind"], fact["month"], fact["week"]))
        allowed, what = answer()
        if not allowed:
            return what
        self.reserve(backup, what)
        return self.took(what)

    def settle(self, backup, outcome, today):
        fact = self.facts.get(backup)
        if fact is None:
            return "Unknown"
        if fact["state"] != "open":
            return "AlreadySettled"
        first = outcome == "damaged" and not any(
            other["outcome"] == "damaged" and other["month"] == fact["month"] for other in self.facts.values())
        fact["outcome"] = outcome
        if outcome in ("ready", "damaged") and not first:
            fact["state"] = "used"
            return "Consumed"
        fact["state"] = "back"
        answer = "ReturnedForMissingModule" if first else "Returned"
        if fact["kind"] in ("Free", "ExtraFree"):
            fact["back"] = max(fact["month"], month_of(today))
            answer += " into=" + text(fact["back"])
        return answer

    def change_units(self, change):
        count = int(change[1:])
        if change[0] == "+":
            done = count
            self.bought += count
        elif change[0] == "-":
            done = min(count, self.units())
            self.bought -= done
        else:
            done = max(count, self.units_open())
            self.bought += done - self.units() - self.units_open()
        return "done=%d left=%d" % (done, self.units())

    def line(self, now):
        month = month_of(now.date())
        own, extra = self.free(month)
        aside, unit_for = self.aside(month), self.unit_for(now.date())
        in_use = sum(1 for fact in self.facts.values()
                     if fact["kind"] in ("Free", "ExtraFree") and fact["state"] == "open" and fact["month"] == month)
        kept = 1 if unit_for and self.units() else 0
        until = self.paid_until(now)
        return "line %s free=%d/%d inuse=%d aside=%s ondemand=%d+%d units=%d unitsinuse=%d unitfor=%s unitsaside=%d paid=%s renews=%s" % (
            text(month), own + extra, FREE[self.edition] + self.extras(month), in_use, text(aside), own + extra - len(aside),
            self.units() - kept, self.units(), self.units_open(), text(unit_for), kept,
            (until - self.zone).strftime("%Y-%m-%dT%H:%MZ") if until else "-", text(self.renews))

    def paid_until(self, now):
        """The instant at which the paid time that now lies in stops, over all the periods that follow each other."""
        until = None
        for _ in self.paid:
            for first, last in self.paid:
                if first <= (until or now) and last > (until or now):
                    until = last
        return until

    def forecast(self, today, count=6):
        if self.schedule is None:
            return "none"
        known = last_day(shifted(month_of(today), MONTHS_KNOWN))
        trial = copy.deepcopy(self)
        upcoming = self.due(known)
        shown = upcoming[:count]
        final = max(month_of(today), month_of(shown[-1])) if shown else month_of(today)
        month = min([month_of(today)] + [month_of(day) for day in upcoming[:1]])
        runs, months = [], []
        while month <= final:
            tally = dict.fromkeys(["Free", "Covered", "Unit", "Subscription", None], 0)
            days = [day for day in upcoming if month_of(day) == month]
            for day in days:
                allowed, what = trial.ask_run(trial.schedule, day, known, renewed=True)
                kind = what[0] if allowed else None
                tally["Free" if kind == "ExtraFree" else kind] += 1
                if allowed:
                    trial.reserve("trial %s" % day, what)
                renewed = kind == "Subscription" and not self.is_paid(self.due_at(day), False)
                runs.append("%s:%s%s" % (day, kind or "skipped/" + what.split()[1], "/renewed" if renewed else ""))
            months.append("%s=%druns,%dfree,%dcovered,%dunits,%dsubscription,%dskipped,%dleft" % (
                text(month), len(days), tally["Free"], tally["Covered"], tally["Unit"], tally["Subscription"], tally[None], sum(trial.free(month))))
            month = shifted(month, 1)
        return " ".join(["forecast"] + runs[:count] + months)

    def tell(self, now, words):
        today, what = now.date(), words[0]
        known = last_day(shifted(month_of(today), MONTHS_KNOWN))
        if what == "edition":
            self.edition = words[1]
        elif what == "units":
            return self.change_units(words[1])
        elif what == "paid":
            self.paid.append((instant(words[1]), instant(words[2])))
        elif what in ("renewing", "ending"):
            self.renews = what == "renewing"
        elif what in ("save", "save!"):
            schedule = Schedule(words[1:-2], date.fromisoformat(words[-1]))
            allowed, answer = self.ask_run(schedule, next(schedule.dates(known)), known, renewed=True, restart=True)
            if allowed or what == "save!":
                self.schedule = schedule
            return self.took(answer) if allowed else answer
        elif what == "stop":
            self.schedule = None
        elif what == "now":
            return self.take(words[1], lambda: self.ask_now(today))
        elif what == "due":
            day = date.fromisoformat(words[1])
            answer = self.take(words[2], lambda: self.ask_run(self.schedule, day, known))
            if not answer.startswith("again"):
                self.schedule.decided = day
            return answer
        elif what == "missed":
            self.schedule.decided = date.fromisoformat(words[1])
        elif what == "line":
            return self.line(now)
        elif what == "forecast":
            return self.forecast(today)
        else:
            return self.settle(words[1], what, today)
        return "ok"


def instant(local):
    return datetime.fromisoformat(local)


def main():
    parser = argparse.ArgumentParser(description="Judges stories of quota read from standard input.")
    parser.add_argument("--seed", default="none", help="printed, so that a report says what it judged")
    arguments = parser.parse_args()
    tenant, story, differences, answers = None, "", 0, Counter()
    for number, line in enumerate(sys.stdin, 1):
        line = line.rstrip("\n")
        if line.startswith("story "):
            story, zone = line.split(" zone=")
            hours, minutes = zone[1:].split(":")
            tenant = Tenant(timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if zone[0] == "-" else 1))
            continue
        told, answer = line.split(" -> ")
        words = told.split(" ")
        clock = words.pop(1) if ":" in words[1] else "12:00"
        try:
            expected = tenant.tell(datetime.fromisoformat(words[0] + "T" + clock), words[1:])
        except (AttributeError, LookupError, StopIteration, ValueError) as error:
            expected = "cannot happen: %r" % error
        kind = " ".join(answer.split()[:2]) if answer.startswith(("refused", "again")) else answer.split()[0]
        answers["units" if kind.startswith("done=") else kind] += 1
        if expected != answer:
            differences += 1
            if differences <= 10:
                print("line %d, %s: %s\n  the rules   %s\n  the program %s" % (number, story, told, expected, answer))
    events = sum(answers.values())
    print(", ".join("%s %d" % each for each in answers.most_common()))
    print("%d events, %d differences, seed %s" % (events, differences, arguments.seed))
    sys.exit(1 if differences or not events else 0)


if __name__ == "__main__":
    main()
