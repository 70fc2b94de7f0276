# compare_cells.py BACKUP SAID: reads every module of a backup with Python's own csv module, and says where a cell is not what the
# server said of it: SAID/<number of the module in the manifest> holds its rows as COPY writes them, in any order. A module without
# such a file is not compared.
import collections, csv, glob, io, json, os, re, sys, zipfile

csv.field_size_limit(1 << 30)
backup, said = sys.argv[1:]
zips = [zipfile.ZipFile(path) for path in glob.glob(os.path.join(backup, "Data_*.zip"))]
entries = {name: archive for archive in zips for name in archive.namelist()}
escapes = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def read(module):
    width = len(module["columns"])
    for part in module["parts"]:
        with entries[part].open(part) as entry:
            rows = csv.reader(io.TextIOWrapper(entry, "utf-8", newline=""), strict=True)
            header = next(rows)
            if header != [column["name"] for column in module["columns"]]:
                print(f"{part}: the header is {header}")
            for row in rows:
                yield tuple(row or [""]) if width == 1 else tuple(row)


def told(path, width):
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file:
            cells = line[:-1].split("\t") if width else []
            # The csv module does not tell NULL from the empty text.
            yield tuple("" if cell == r"\N" else re.sub(r"\\(.)", lambda match: escapes.get(match[1], match[1]), cell) if "\\" in cell else cell for cell in cells)


manifest = json.load(open(os.path.join(backup, "manifest.json"), encoding="utf-8"))
for number, module in enumerate(manifest["modules"]):
    path = os.path.join(said, str(number))
    if not os.path.exists(path):
        continue
    rows = collections.Counter(read(module))
    rows.subtract(told(path, len(module["columns"])))
    wrong = [(count, row) for row, count in rows.items() if count]
    for count, row in wrong[:3]:
        print(f"{module['name']}: {'only in the backup' if count > 0 else 'missing in the backup'}: {str(row)[:500]}")
