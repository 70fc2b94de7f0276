# Prints "<entry> <rows>" for every CSV of every zip in a folder, as Python's own csv module reads them.
import csv, glob, io, os, sys, zipfile

csv.field_size_limit(1 << 30)
for path in sorted(glob.glob(os.path.join(sys.argv[1], "Data_*.zip"))):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as entry:
                rows = csv.reader(io.TextIOWrapper(entry, "utf-8", newline=""), strict=True)
                print(name, sum(1 for _ in rows) - 1)
