#!/usr/bin/env python3
"""Judges the journal of a simulation from the rules' text alone, and shares no code with the service.

    judge.py JOURNAL     prints what it has seen, the first faults with their tenants, and last "N due runs of T tenants, D faults, seed S"

Every line of a journal is {"what", "at", "tenant", "facts"}. Of the cluster: begin, settled (everything due by then is done),
down and up (no silo between them), kill (one silo died), end. Done to a tenant: tenant, save, stop, request, units, pay, unpay,
see, copies, edition, health, each with its answer. Seen in what the service has stored: backup, entry (of the ledger), notification,
each again when it has changed; at the end ledger and log.

What was decided, and when, is taken from the journal; what had to be decided, and by when, is worked out here: days and
instants by the walk of tests/calendar/oracle.py, quota by tests/quota/model.py, which keeps every fact for ever. It is one long file
because it is one story: what happens to a tenant, in the order in which it happens, and how the books stand at the end.
"""
import argparse
import bisect
import collections
import itertools
import json
import multiprocessing
import pathlib
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "calendar"), str(HERE.parent / "quota")]
import model
import oracle

DAY = timedelta(days=1)
WINDOW = timedelta(hours=6)  # from midnight
KEPT = timedelta(hours=168)
# A reminder is set by what the clock showed when its tenant began to reckon; a busy silo may have had time moved on since.
SHIFT = timedelta(minutes=5)
TOO_LATE = timedelta(days=7)
ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}
ENDS = {"Well": "ready", "FileMissing": "ready", "ModuleDown": "damaged", "AllDown": "failed"}
SETTLED = {"ready": "Ready", "damaged": "ReadyWithoutModule", "failed": "Failed", "cancelled": "Cancelled"}
BY_PEOPLE = ["BackupRequested", "OperatorTookBackup", "ScheduleSaved", "ScheduleStopped", "UnitsSet", "SubscriptionSet", "BackupCancelled"]


def utc(text):
    """A moment as UTC without a zone."""
    return datetime.fromisoformat(text).astimezone(timezone.utc).replace(tzinfo=None)


def seconds(moment):
    return round((moment - oracle.EPOCH).total_seconds())


def month(told):
    return (told["Year"], told["Number"]) if told else None


class Quota(model.Tenant):
    """The model with the instants of this tenant's runs; paid periods are in UTC too."""

    def __init__(self, due_at):
        super().__init__(None)
        self.due_at = due_at


class Version:
    """One version of a schedule: its runs, one after the other."""

    def __init__(self, number, rule, zone, time, begin):
        self.number, self.rule = number, rule
        self.runs = ((day, oracle.EPOCH + timedelta(seconds=due)) for day, due in oracle.runs(zone, rule, time, seconds(begin)))
        self.next = next(self.runs)
        self.charged = model.Schedule(self.words(), self.next[0])

    def words(self):
        parts = dict(part.split("=") for part in self.rule.split(";"))
        if "BYMONTHDAY" in parts:
            return ["monthly", parts["BYMONTHDAY"]]
        weekday = model.WEEKDAYS[oracle.WEEKDAYS.index(parts["BYDAY"][-2:])]
        if parts["FREQ"] == "MONTHLY":
            return ["monthly", ORDINALS[parts["BYDAY"][:-2]], weekday]
        return ["two-weekly" if parts["INTERVAL"] == "2" else "weekly", weekday]

    def due_by(self, moment):
        """Takes the runs off that are due."""
        due = []
        while self.next[1] <= moment:
            due.append(self.next)
            self.next = next(self.runs)
        return due


class Cluster:
    def __init__(self, lines):
        self.settled = [utc(line["at"]) for line in lines if line["what"] == "settled"]
        self.seen = collections.Counter(line["what"] for line in lines if line["what"] in ("down", "kill"))

    def done_by(self, due):
        """When everything that was due then has to be done; None when the journal ends before."""
        index = bisect.bisect_left(self.settled, due + SHIFT)
        return self.settled[index] if index < len(self.settled) else None

    def settled_before(self, moment):
        index = bisect.bisect_left(self.settled, moment)
        return self.settled[index - 1] if index else datetime.min

    @property
    def last(self):
        return self.settled[-1]


class Judge:
    """One tenant's life, told once more."""

    def __init__(self, cluster, lines):
        self.cluster, self.faults, self.seen = cluster, [], collections.Counter()
        self.name = lines[0]["tenant"]
        self.zone = zoneinfo.ZoneInfo(lines[0]["facts"]["TimeZone"])
        self.acts = [line for line in lines if line["what"] not in ("tenant", "backup", "entry", "notification", "ledger", "log")]
        self.backups = {line["facts"]["Id"]["Value"]: line["facts"] for line in lines if line["what"] == "backup"}
        self.entries = {line["facts"]["Backup"]["Value"]: line["facts"] for line in lines if line["what"] == "entry"}
        self.notifications = {line["facts"]["Number"]: line["facts"] for line in lines if line["what"] == "notification"}
        self.ledger = next(line["facts"] for line in lines if line["what"] == "ledger")
        self.log = next(line["facts"] for line in lines if line["what"] == "log")[::-1]
        self.time = self.spread()
        self.dues = {}
        self.quota = Quota(self.due_at)
        self.quota.edition = lines[0]["facts"]["Edition"]
        self.editions = [(datetime.min, self.quota.edition)]
        self.healths = [(datetime.min, "Well")]
        self.people = [(datetime.min, [], frozenset())]  # who saved the schedule, who is an administrator
        self.version, self.versions = None, 0
        self.to_end = []  # accepted, and not ended yet as far as has been told
        self.entries_due, self.told_due = [], []  # of the log, of the notifications

    # Small questions.

    def spread(self):
        """The time of day of every run: a fact of the tenant, to be seen in the first one."""
        firsts = [line["facts"]["first"]["Id"]["Local"] for line in self.acts if line["what"] == "save" and line["facts"].get("first")]
        if not firsts:
            return None
        at = datetime.fromisoformat(firsts[0])
        time = at - datetime.combine(at.date(), datetime.min.time())
        self.check(time < WINDOW, "runs at %s, outside of its window" % time)
        return time

    def due_at(self, day):
        if day not in self.dues:
            self.dues[day] = oracle.EPOCH + timedelta(seconds=oracle.first_second_showing(self.zone, datetime.combine(day, datetime.min.time()) + self.time))
        return self.dues[day]

    def today(self, moment):
        return oracle.reading(self.zone, seconds(moment)).date()

    def check(self, holds, fault):
        if not holds:
            self.faults.append("%s: %s" % (self.name, fault))

    def same(self, subject, expected, observed):
        self.check(expected == observed, "%s: the rules say %s, the service %s" % (subject, expected, observed))

    @staticmethod
    def before(history, moment):
        """What held just before that moment."""
        return history[bisect.bisect_left([each[0] for each in history], moment) - 1]

    def open(self):
        return [backup for backup, fact in self.quota.facts.items() if fact["state"] == "open"]

    def take_of(self, backup):
        if backup not in self.entries:
            return None
        take = self.entries[backup]["Take"]
        return (take["Kind"], month(take["Month"]), date.fromisoformat(take["Week"]) if take.get("Week") else None)

    # The story.

    def judge(self):
        ticks = collections.defaultdict(list)
        for backup, facts in sorted(self.backups.items()):
            if facts["Origin"] == "Scheduled":
                ticks[utc(facts["RequestedAt"])].append(backup)
        # What is due at an instant is done before anybody acts.
        events = [(moment, 0, self.tick, group) for moment, group in ticks.items()]
        events += [(utc(act["at"]), 1, getattr(self, act["what"]), act["facts"]) for act in self.acts]
        for moment, rank, happen, what in sorted(events, key=lambda event: event[:2]):
            if rank:
                self.end(lambda ended: ended <= moment)
            if happen in (self.request, self.save, self.stop):
                self.none_due(moment)
            happen(moment, what)
        self.none_due(self.cluster.last - SHIFT)
        self.end(lambda ended: True)
        self.same("backups still open", [], self.open())
        self.judge_order()
        self.judge_expiry()
        self.judge_ledger()
        self.judge_log()
        self.judge_notifications()
        return self.faults, self.seen

    def none_due(self, moment):
        for day, due in self.version.due_by(moment) if self.version else []:
            self.check(False, "the run of %s, due %s, has no outcome by %s" % (day, due, moment))

    def tick(self, moment, group):
        """Time has brought what is due; the outcomes are the group's backups."""
        runs = self.version.due_by(moment) if self.version else []
        observed = [self.outcome(backup) for backup in group]
        self.seen["due runs"] += len(runs)
        for day, due in runs:
            latest = self.cluster.done_by(due)
            self.check(latest is None or moment <= latest, "the run of %s, due %s, waited until %s although no outage says so" % (day, due, moment))
            self.dues[day] = due
        # What ended since the last rest may have been told before or after.
        self.end(lambda ended: ended <= self.cluster.settled_before(moment))
        expected = self.outcomes(runs, moment)
        if expected != observed:
            self.end(lambda ended: ended <= moment)
            expected = self.outcomes(runs, moment)
        self.same("the runs due at %s" % moment, expected, observed)
        for backup in group:
            facts = self.backups[backup]
            self.same("the instant of the run of backup %d" % backup, [str(due) for day, due in runs if str(day) == facts["Occurrence"]["Id"]["Local"][:10]], [str(utc(facts["Occurrence"]["DueAt"]))])
            if facts["State"] == "Skipped":
                self.skipped(moment, backup, next(iter(facts["Skip"].values())))
            elif self.take_of(backup):
                self.accept(backup, self.take_of(backup))
        if runs:
            self.version.charged.decided = runs[-1][0]

    def outcome(self, backup):
        facts = self.backups[backup]
        occurrence = facts["Occurrence"]["Id"]
        return (occurrence["Version"], occurrence["Local"], next(iter(facts["Skip"].values())) if facts["State"] == "Skipped" else self.take_of(backup))

    def outcomes(self, runs, moment):
        """Of several missed runs only the latest may run, unless it is too late for it too."""
        outcomes = []
        for index, (day, due) in enumerate(runs):
            late, following = moment - due, self.version.next[1]
            if index < len(runs) - 1:
                result = "ReplacedByLater"
            elif 2 * late >= following - due:
                result = "CloserToNext"
            elif late >= TOO_LATE:
                result = "SevenDaysLate"
            else:
                allowed, what = self.quota.ask_run(self.version.charged, day, self.known(day))
                result = what if allowed else what.split()[1]
            outcomes.append((self.version.number, (datetime.combine(day, datetime.min.time()) + self.time).isoformat(), result))
        return outcomes

    @staticmethod
    def known(day):
        return model.last_day(model.shifted(model.month_of(day), model.MONTHS_KNOWN))

    def skipped(self, moment, backup, reason):
        self.seen["skipped " + reason] += 1
        self.write(moment, "BackupSkipped", "granary", backup, reason)
        self.tell(moment, "BackupSkipped", self.before(self.people, moment)[1], backup, reason)
        self.check(backup not in self.entries, "backup %d was skipped and charged" % backup)

    def accept(self, backup, take):
        self.seen["taken " + take[0]] += 1
        self.quota.reserve(backup, take)
        self.to_end.append(backup)

    def end(self, has_ended):
        for backup in list(self.to_end):
            facts = self.backups[backup]
            if facts.get("EndedAt") and facts["State"] != "Cancelled" and has_ended(utc(facts["EndedAt"])):
                self.to_end.remove(backup)
                self.ended(backup, facts)

    def ended(self, backup, facts):
        begun, ended = utc(facts["StartedAt"] or facts["EndedAt"]), utc(facts["EndedAt"])
        health = self.before(self.healths, begun)[1]
        outcome, published = ENDS[health], facts.get("Publication")
        observed = "failed" if facts["State"] == "Failed" else "damaged" if published["MissesModule"] else "ready"
        self.same("the end of backup %d (%s)" % (backup, health), outcome, observed)
        warnings = published["WarningCount"] if published else 0
        self.same("whether backup %d has warnings (%s)" % (backup, health), health in ("FileMissing", "ModuleDown"), warnings > 0)
        self.settle(backup, observed, ended)
        self.seen["ended " + (health if outcome == observed else "otherwise")] += 1

        recipients = self.before(self.people, begun)[1] if facts["Origin"] == "Scheduled" else [facts["RequestedBy"]["Id"]]
        self.write(begun, "BackupStarted", "granary", backup)
        self.tell(begun, "BackupStarted", recipients, backup)
        recipients = self.before(self.people, ended)[1] if facts["Origin"] == "Scheduled" else recipients
        what, detail = ("BackupFailed", facts["Fault"]["Detail"]) if not published else ("BackupReadyWithWarnings", str(warnings)) if warnings else ("BackupReady", None)
        self.write(ended, what, "granary", backup, detail)
        self.tell(ended, what, recipients, backup, None if not published else detail)

    def settle(self, backup, outcome, moment):
        answer = self.quota.settle(backup, outcome, self.today(moment))
        entry, fact = self.entries[backup], self.quota.facts[backup]
        back = fact["back"]
        state = "Consumed" if answer == "Consumed" else "Returned"
        self.same("the entry of backup %d" % backup, (state, SETTLED[outcome], back), (entry["State"], entry.get("Outcome"), month(entry.get("ReturnedInto"))))

    # What people and the vendor do.

    def request(self, moment, told):
        running = self.open()
        self.seen["request " + told["answer"]] += 1
        if running:
            self.same("a request at %s" % moment, ("AlreadyRunning", running[0]), (told["answer"], told["id"]))
            return
        allowed, what = self.quota.ask_now(self.today(moment))
        if not allowed:
            self.same("a request at %s" % moment, what.split()[1], told["answer"])
            return
        backup = told["id"]
        self.same("a request at %s" % moment, "Accepted", told["answer"])
        if told["answer"] != "Accepted":
            return
        facts = self.backups.get(backup)
        self.same("the backup of the request at %s" % moment, ("OnDemand", told["Person"], moment, what),
                  (facts["Origin"], facts["RequestedBy"]["Id"], utc(facts["RequestedAt"]), self.take_of(backup)) if facts else None)
        if facts:
            self.accept(backup, what)
            self.write(moment, "BackupRequested", told["Person"], backup)

    def save(self, moment, told):
        self.seen["save " + told["answer"]] += 1
        savers, admins = self.people[-1][1:]
        if self.version and self.version.rule == told["rule"] and not told["from"]:
            self.same("the save at %s" % moment, "Same", told["answer"])
        else:
            start = moment
            if told["from"]:
                start = max(start, oracle.EPOCH + timedelta(seconds=oracle.first_second_showing(self.zone, datetime.fromisoformat(told["from"]))))
            time = self.time if self.time is not None else timedelta()
            planned = Version(self.versions + 1, told["rule"], self.zone, time, start)
            if self.time is None:
                return self.check(told["answer"] not in ("New", "Same"), "the save at %s names no first run" % moment)
            allowed, what = self.quota.ask_run(planned.charged, planned.next[0], self.known(self.today(moment)), renewed=True, restart=True)
            self.same("the save of %s at %s" % (told["rule"], moment), "New" if allowed else what.split()[1], told["answer"])
            if told["answer"] != "New":
                return
            self.same("the first run of the save at %s" % moment, (planned.number, str(planned.next[0]), str(planned.next[1])),
                      (told["Version"], told["Anchor"], str(utc(told["first"]["DueAt"]))))
            self.version, self.versions, self.quota.schedule = planned, planned.number, planned.charged
        savers = savers if told["Person"] in savers else savers + [told["Person"]]
        self.people.append((moment, savers, admins))
        if told["answer"] == "New":
            self.write(moment, "ScheduleSaved", told["Person"], None, told["rule"])
            self.tell(moment, "ScheduleSaved", savers, None, told["rule"], admins)

    def stop(self, moment, told):
        self.seen["stop " + told["answer"]] += 1
        savers, admins = self.people[-1][1:]
        open_now = self.open()
        if not self.version:
            expected = "NothingToStop"
        elif any(self.backups[backup].get("StartedAt") and utc(self.backups[backup]["StartedAt"]) <= moment for backup in open_now):
            expected = "InProgress"
        else:
            expected = "Stopped"
        self.same("the stop at %s" % moment, expected, told["answer"])
        if told["answer"] != "Stopped":
            return
        self.version = self.quota.schedule = None
        self.write(moment, "ScheduleStopped", told["Person"])
        for backup in open_now:
            if self.backups[backup]["Origin"] == "Scheduled":
                self.same("the state of backup %d, queued when the schedule was stopped" % backup, "Cancelled", self.backups[backup]["State"])
                self.to_end.remove(backup)
                self.settle(backup, "cancelled", moment)
                self.write(moment, "BackupCancelled", told["Person"], backup)
        self.tell(moment, "ScheduleStopped", savers, None, None, admins)
        self.people.append((moment, [], admins))

    def units(self, moment, told):
        expected = max(told["Count"], self.quota.units_open())
        self.quota.change_units("=%d" % told["Count"])
        self.same("the units set at %s" % moment, expected, told["answer"])
        self.write(moment, "UnitsSet", "vendor", None, str(told["answer"]))

    def pay(self, moment, told):
        self.quota.paid.append((moment, utc(told["until"])))
        self.quota.renews = True
        self.write(moment, "SubscriptionSet", "vendor", None, utc(told["until"]))

    def unpay(self, moment, _):
        if self.quota.renews:
            self.write(moment, "SubscriptionSet", "vendor")
        self.quota.renews = False

    def see(self, moment, told):
        savers, admins = self.people[-1][1:]
        self.people.append((moment, savers, admins | {told["Person"]} if told["IsAdministrator"] else admins - {told["Person"]}))

    def copies(self, moment, told):
        for _ in range(told["Count"]):
            self.write(moment, "OperatorTookBackup", "operator", None, "Simulated for the log")

    def edition(self, moment, told):
        self.quota.edition = told["Edition"]
        self.editions.append((moment, told["Edition"]))

    def health(self, moment, told):
        self.healths.append((moment, told["Health"]))

    def write(self, moment, event, actor, backup=None, detail=None):
        self.entries_due.append((moment, (event, actor, backup, detail)))

    def tell(self, moment, kind, concerned, backup, detail=None, admins=None):
        admins = self.before(self.people, moment)[2] if admins is None else admins
        self.told_due.append((kind, backup, detail, tuple(sorted(admins.intersection(concerned)))))

    # What must be so in the end.

    def judge_order(self):
        """One backup at a time, in order, without delay."""
        free = datetime.min
        for backup, facts in sorted(self.backups.items()):
            if not facts.get("StartedAt"):
                continue
            asked, begun, ended = utc(facts["RequestedAt"]), utc(facts["StartedAt"]), utc(facts["EndedAt"])
            latest = self.cluster.done_by(max(asked, free))
            self.check(asked <= begun <= ended, "backup %d is asked for %s, begins %s and ends %s" % (backup, asked, begun, ended))
            self.check(free <= begun, "backup %d begins %s, before the one before it ends %s" % (backup, begun, free))
            self.check(latest is None or begun <= latest, "backup %d begins %s although it could at %s" % (backup, begun, max(asked, free)))
            free = ended

    def judge_expiry(self):
        for backup, facts in self.backups.items():
            if not facts.get("Publication"):
                continue
            created, expires = utc(facts["Publication"]["CreatedAt"]), utc(facts["ExpiresAt"])
            deleted = utc(facts["DeletedAt"]) if facts.get("DeletedAt") else None
            self.same("the expiry of backup %d" % backup, created + KEPT, expires)
            latest = self.cluster.done_by(expires)
            if deleted:
                self.check(expires <= deleted and (latest is None or deleted <= latest), "backup %d expires %s and is deleted %s" % (backup, expires, deleted))
                self.write(deleted, "BackupExpired", "granary", backup)
                self.seen["expired"] += 1
            else:
                self.check(latest is None, "backup %d has expired %s and is still there" % (backup, expires))
            notice = expires - DAY
            first = self.cluster.done_by(notice)
            if first is not None and first < expires:
                self.check(facts["ExpiryAnnounced"], "nobody was told that backup %d expires %s" % (backup, expires))
            if facts["ExpiryAnnounced"]:
                at = next((utc(told["At"]) for told in self.notifications.values() if told["Kind"] == "BackupExpiresTomorrow" and told["Backup"]["Value"] == backup), None)
                self.check(at is not None and notice <= at < expires and at <= (first or at), "backup %d expires %s, which was told at %s" % (backup, expires, at))
                if at:
                    self.tell(at, "BackupExpiresTomorrow", self.before(self.people, at)[1] if facts["Origin"] == "Scheduled" else [facts["RequestedBy"]["Id"]], backup)

    def judge_ledger(self):
        """The sums are those of the entries, each backup has one entry or was skipped, and no month gave more than it had."""
        kept = collections.Counter(entry["Backup"]["Value"] for entry in self.ledger["Entries"])
        self.same("backups that the ledger has twice", [], [backup for backup, count in kept.items() if count > 1])
        for backup, facts in self.backups.items():
            self.same("whether backup %d (%s) has an entry" % (backup, facts["State"]), facts["State"] != "Skipped", backup in self.entries)
        self.same("entries without a backup", [], sorted(set(self.entries) - set(self.backups)))

        sums = collections.Counter()
        for backup, entry in self.entries.items():
            self.check(entry["State"] != "Reserved", "backup %d has ended and its entry is still open" % backup)
            if backup not in kept:
                sums["Returned" if entry["State"] == "Returned" else {"Unit": "Units", "Subscription": "SubscriptionWeeks"}.get(entry["Take"]["Kind"], entry["Take"]["Kind"])] += 1
        self.same("the sums of the ledger", {kind: sums[kind] for kind in self.ledger["Folded"]}, self.ledger["Folded"])
        used = self.ledger["Folded"]["Units"] + sum(1 for entry in self.ledger["Entries"] if entry["Take"]["Kind"] == "Unit" and entry["State"] != "Returned")
        self.same("the units left", self.quota.units(), self.ledger["UnitsGranted"] - used)

        weeks = collections.Counter(entry["Take"]["Week"] for entry in self.entries.values() if entry["Take"].get("Week") and entry["State"] != "Returned")
        self.same("weeks that the subscription paid twice", [], [week for week, count in weeks.items() if count > 1])
        free = collections.Counter(month(entry["Take"]["Month"]) for entry in self.entries.values()
                                   if entry["Take"]["Kind"] == "Free" and month(entry.get("ReturnedInto")) != month(entry["Take"]["Month"]))
        for taken, count in free.items():
            first, last = datetime(*taken, 1) - 2 * DAY, datetime.combine(model.last_day(taken), datetime.min.time()) + 9 * DAY
            in_force = [self.before(self.editions, first)[1]] + [edition for moment, edition in self.editions if first <= moment <= last]
            self.check(count <= max(model.FREE[edition] for edition in in_force), "%d free backups in %s with %s" % (count, taken, in_force))

    def judge_log(self):
        """Exactly the entries that had to be made, each at its moment or, where the clock had gone on, at that of the one before."""
        self.same("the numbers of the log", list(range(1, len(self.log) + 1)), [entry["Number"] for entry in self.log])
        due = collections.defaultdict(list)
        for moment, key in self.entries_due:
            due[key].append(moment)
        previous, seen = datetime.min, collections.defaultdict(list)
        for entry in self.log:
            at = utc(entry["At"])
            detail = entry["Detail"]
            if entry["Event"] == "SubscriptionSet" and detail:
                detail = utc(detail)
            key = (entry["Event"], entry["Actor"]["Id"], entry["Backup"]["Value"] if entry["Backup"] else None, detail)
            moments = due[key]
            if not moments:
                self.check(False, "the log has %s of %s, which nothing explains" % (key, at))
            else:
                moment = min(moments)
                moments.remove(moment)
                self.same("the moment of %s in the log" % (key,), max(moment, previous), at)
            self.check(at >= previous, "the log goes back from %s to %s" % (previous, at))
            previous = at
            if key[2]:
                seen[key[2]].append(entry["Event"])
        for key, moments in due.items():
            self.check(not moments, "the log lacks %s of %s" % (key, ", ".join(map(str, moments))))
        order = ["BackupRequested", "BackupStarted", "BackupReady", "BackupReadyWithWarnings", "BackupFailed", "BackupExpired"]
        for backup, events in seen.items():
            places = [order.index(event) for event in events if event in order]
            self.check(places == sorted(places), "the log tells of backup %d in the order %s" % (backup, events))
        done = [key for _, key in self.entries_due if key[0] in BY_PEOPLE]
        told = [(entry["Event"], entry["Actor"]["Id"]) for entry in self.log if entry["Event"] in BY_PEOPLE]
        self.same("the order of what people did", [key[:2] for key in done], told)
        self.seen["log entries"] += len(self.log)

    def judge_notifications(self):
        self.same("the numbers of the notifications", list(range(1, len(self.notifications) + 1)), sorted(self.notifications))
        told = collections.Counter((told["Kind"], told["Backup"]["Value"] if told.get("Backup") else None, told.get("Detail"), tuple(sorted(told["Recipients"])))
                                   for told in self.notifications.values())
        due = collections.Counter(self.told_due)
        for each in due - told:
            self.check(False, "nobody was told %s" % (each,))
        for each in told - due:
            self.check(False, "told without a reason or too often: %s" % (each,))
        self.seen["notifications"] += len(self.notifications)


def judge(cluster_and_lines):
    cluster, lines = cluster_and_lines
    judge = Judge(cluster, lines)
    try:
        return judge.judge()
    except (AttributeError, KeyError, IndexError, StopIteration, TypeError, ValueError) as error:
        return judge.faults + ["%s: cannot be judged: %r" % (judge.name, error)], judge.seen


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("journal")
    options = options.parse_args()

    of_cluster, of_tenant = [], collections.defaultdict(list)
    with open(options.journal, encoding="utf-8") as file:
        for line in map(json.loads, file):
            (of_tenant[line["tenant"]] if "tenant" in line else of_cluster).append(line)
    if not of_cluster or of_cluster[-1]["what"] != "end":
        sys.exit("The journal breaks off: the simulation did not come to its end.")
    cluster = Cluster(of_cluster)

    with multiprocessing.Pool() as pool:
        judged = pool.map(judge, [(cluster, lines) for lines in of_tenant.values()], chunksize=4)
    seen = sum((counted for _, counted in judged), cluster.seen)
    faults = list(itertools.chain.from_iterable(found for found, _ in judged))
    for kind, count in sorted(seen.items()):
        print("%7d  %s" % (count, kind))
    for fault in faults[:20]:
        print(fault)
    print("%d due runs of %d tenants, %d faults, seed %s" % (seen["due runs"], len(of_tenant), len(faults), of_cluster[0]["facts"]["Seed"]))
    sys.exit(1 if faults or not seen["due runs"] else 0)


if __name__ == "__main__":
    main()
