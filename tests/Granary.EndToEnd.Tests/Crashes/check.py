"""Judges what a campaign of crashes has left. Shares no code with Granary: Python's standard library, and psql for the database.

    check.py DATA CRM MAILS TENANT...

DATA is the data directory, CRM the folder with TENANT.sqlite for each tenant, MAILS a folder with
TENANT/MAIL/ for what was mailed, and a file in it for each time. Nothing may be under way.
Exits with 1 and says what is wrong; else says what was checked.
"""
import collections
import csv
import hashlib
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

REGION = "eu"
TERMINAL = {"BackupReady": {"Ready", "Expired"}, "BackupReadyWithWarnings": {"ReadyWithWarnings", "Expired"}, "BackupFailed": {"Failed"}}
LEDGER = {"Ready": ("Consumed", "Ready"), "ReadyWithWarnings": ("Consumed", "Ready"), "Expired": ("Consumed", "Ready"), "Failed": ("Returned", "Failed")}

data, crm, mails = (Path(argument) for argument in sys.argv[1:4])
tenants = sys.argv[4:]
names = ", ".join(f"'{tenant}'" for tenant in tenants)
problems = []
counts = collections.Counter()


class Fields(dict):
    """An object of JSON: what it does not have is null, which Granary does not write."""

    def __missing__(self, key):
        return None


def query(sql):
    """The one JSON value that a query gives."""
    run = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", f"SELECT coalesce(json_agg(r), '[]') FROM ({sql}) r"],
                         capture_output=True, text=True, check=True)
    return json.loads(run.stdout, object_hook=Fields)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Tenant:
    def __init__(self, name, state, table):
        self.name, self.state, self.table = name, state, table

    def wrong(self, what):
        problems.append(f"{self.name}: {what}")

    def expect(self, condition, what):
        if not condition:
            self.wrong(what)

    def check(self):
        self.check_log()
        backups = {backup["Id"]["Value"]: backup for backup in self.state["Backups"]}
        self.expect(backups, "no backup at all")
        self.expect(len(backups) == len(self.state["Backups"]), "two backups of one id")
        requested = [entry["Backup"]["Value"] for entry in self.log if entry["Event"] == "BackupRequested"]
        self.expect(sorted(requested) == sorted(backups), f"requested {requested}, remembered {sorted(backups)}")
        for number, backup in backups.items():
            counts[backup["State"]] += 1
            self.check_outcome(number, backup)
        self.check_ledger(backups)
        self.check_mails()
        self.check_files(backups)

    def check_log(self):
        """What is in the table and what is in the state are one log without a gap; what is in both is the same."""
        newest = {entry["Number"]: entry for entry in self.state["Log"]["Entries"]}
        log = {row["number"]: {"Number": row["number"], "Event": row["event"], "Backup": row["backup"] and {"Value": row["backup"]}} for row in self.table}
        for number, entry in newest.items():
            if number in log:
                self.expect(log[number]["Event"] == entry["Event"], f"log entry {number} is two")
        log.update(newest)
        self.expect(sorted(log) == list(range(1, self.state["Log"]["Last"] + 1)), "the log has a gap")
        self.log = [log[number] for number in sorted(log)]
        counts["log entries"] += len(log)

    def check_outcome(self, number, backup):
        events = [entry["Event"] for entry in self.log if entry["Backup"] and entry["Backup"]["Value"] == number]
        ends = [event for event in events if event in TERMINAL]
        self.expect(len(ends) == 1 and backup["State"] in TERMINAL[ends[0]], f"backup {number} is {backup['State']} and the log says {events}")
        for event in ("BackupRequested", "BackupStarted", "BackupExpired"):
            self.expect(events.count(event) <= 1, f"backup {number}: {event} {events.count(event)} times")
        told = [notification["Kind"] for notification in self.state["Notifications"]["List"] if notification["Backup"] and notification["Backup"]["Value"] == number]
        self.expect([kind for kind in told if kind in TERMINAL] == ends, f"backup {number}: the log says {ends}, people were told {told}")

    def check_ledger(self, backups):
        entries = self.state["Ledger"]["Entries"]
        taken = {entry["Backup"]["Value"]: (entry["State"], entry["Outcome"]) for entry in entries}
        self.expect(len(taken) == len(entries), "a backup took quota twice")
        self.expect(taken == {number: LEDGER[backup["State"]] for number, backup in backups.items() if backup["State"] in LEDGER}, f"the ledger says {taken}")

    def check_mails(self):
        notifications = self.state["Notifications"]
        numbers = [notification["Number"] for notification in notifications["List"]]
        self.expect(numbers == list(range(1, notifications["Last"] + 1)), "the notifications have a gap")
        self.expect(not self.state["Outbox"], "mails wait")
        due = {f"{notification['Number']}.{person['Id']}" for notification in notifications["List"] for person in self.state["Administrators"]
               if person["Email"] and (not notification["Recipients"] or person["Id"] in notification["Recipients"])}
        self.expect(mailed[self.name].keys() == due, f"mails {sorted(due)} were due, sent were {dict(mailed[self.name])}")
        counts["mails"] += sum(mailed[self.name].values())
        counts["mails sent again"] += sum(times - 1 for times in mailed[self.name].values())

    def check_files(self, backups):
        """Exactly the files of what can be downloaded, each as it was published."""
        folder = data / "archives" / REGION / self.name
        there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} if folder.exists() else set()
        expected = set()
        for number, backup in backups.items():
            if backup["State"] not in ("Ready", "ReadyWithWarnings"):
                self.expect(backup["State"] != "Expired" or backup["DeletedAt"], f"backup {number} has expired and is not deleted")
                continue
            epoch = backup["Publication"]["Epoch"]
            files = {file["Name"]: folder / str(number) / ("" if file["Name"] == "manifest.json" else f"e{epoch}") / file["Name"] for file in backup["Publication"]["Files"]}
            expected |= {str(path.relative_to(folder)) for path in files.values()}
            for file in backup["Publication"]["Files"]:
                path = files[file["Name"]]
                if not path.exists():
                    self.wrong(f"backup {number}: {path} is not there")
                else:
                    self.expect(path.stat().st_size == file["Size"] and sha256(path) == file["Sha256"], f"backup {number}: {path} is not what was published")
            if all(path.exists() for path in files.values()):
                self.check_backup(number, json.loads(files["manifest.json"].read_bytes()), files)
        for path in sorted(there - expected):
            self.wrong(f"superfluous file {path}")
        for path in (data / "snapshots").rglob("*"):
            if path.is_file() and self.name in str(path):
                self.wrong(f"superfluous snapshot {path}")

    def check_backup(self, number, manifest, files):
        self.expect(manifest["backup"] == str(number) and manifest["tenant"].endswith(self.name), f"backup {number}: the manifest is of {manifest['tenant']}, {manifest['backup']}")
        contents = {}
        for archive in manifest["archives"]:
            with zipfile.ZipFile(files[archive["name"]]) as zipped:
                self.expect(zipped.namelist() == [entry["name"] for entry in archive["entries"]], f"backup {number}: {archive['name']} has other entries than the manifest")
                for entry in archive["entries"]:
                    content = zipped.read(entry["name"])
                    self.expect((len(content), f"{zlib.crc32(content):08x}", hashlib.sha256(content).hexdigest()) == (entry["size"], entry["crc32"], entry["sha256"]),
                                f"backup {number}: {entry['name']} is not what the manifest says")
                    contents[entry["name"]] = content
        counts["zips"] += len(manifest["archives"])
        for module in manifest["modules"]:
            rows = []
            for part in module["parts"]:
                lines = list(csv.reader(io.StringIO(contents[part].decode("utf-8"), newline="")))
                self.expect(lines[0] == [column["name"] for column in module["columns"]], f"backup {number}: {part} has another header")
                rows += lines[1:]
            self.expect(rows == self.rows(module["name"]), f"backup {number}: {module['name']} has other rows than the CRM")
            self.expect(len(rows) == module["rows"], f"backup {number}: {module['name']} has {len(rows)} rows, the manifest says {module['rows']}")
            counts["rows"] += len(rows)

    def rows(self, table):
        with sqlite3.connect(f"file:{crm / self.name}.sqlite?mode=ro", uri=True) as connection:
            return [["" if cell is None else str(cell) for cell in row] for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY Id')]


mailed = collections.defaultdict(collections.Counter)
for sent in mails.glob("*/*/*"):
    mailed[sent.parts[-3]][sent.parts[-2]] += 1

states = {row["key"].split("/")[1]: row["state"] for row in query(
    f"SELECT GrainIdExtensionString AS key, convert_from(PayloadBinary, 'UTF8')::json AS state FROM OrleansStorage WHERE GrainTypeString = 'tenant' AND split_part(GrainIdExtensionString, '/', 2) IN ({names})")}
rows = query(f"SELECT GrainTypeString || ' ' || GrainIdExtensionString AS key FROM OrleansStorage WHERE GrainTypeString IN ('tenant', 'backup') AND split_part(GrainIdExtensionString, '/', 2) IN ({names})")
for key, times in collections.Counter(row["key"] for row in rows).items():
    if times > 1:
        problems.append(f"{key} has {times} states")
    if key.startswith("backup"):
        problems.append(f"{key} is not cleared")
for row in query(f"SELECT Tenant, Backup FROM OpenBackups WHERE Tenant IN ({names})"):
    problems.append(f"{row['tenant']}: backup {row['backup']} is among the open ones")
reminders = {row["grainid"] for row in query("SELECT GrainId FROM OrleansRemindersTable")}
table = collections.defaultdict(list)
for row in query(f"SELECT Tenant, Number, Event, Backup FROM ActivityLog WHERE Tenant IN ({names})"):
    table[row["tenant"]].append(row)

for name in tenants:
    if name not in states:
        problems.append(f"{name}: no state")
        continue
    tenant = Tenant(name, states[name], table[name])
    tenant.check()
    waits = any(backup["State"] in ("Ready", "ReadyWithWarnings") for backup in tenant.state["Backups"])
    tenant.expect(not waits or any(name in reminder for reminder in reminders), "a backup will expire and no reminder is set")

if problems:
    sys.exit("\n".join([f"{len(problems)} problems", *problems]))
print(f"check.py: {len(tenants)} tenants, " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
