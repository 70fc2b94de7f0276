// Writes tables into a zip as somebody would who knows these packages: rows stream from COPY into the archive.
//   node export.mjs <file.zip> <table>...     The database is that of PGHOST and its like.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipArchive } from 'archiver';
import pg from 'pg';
import { to } from 'pg-copy-streams';

const [file, ...tables] = process.argv.slice(2);
const client = new pg.Client();
await client.connect();
const archive = new ZipArchive({ zlib: { level: 6 } });
const written = pipeline(archive, createWriteStream(file));
for (const table of tables) {
  const rows = client.query(to(`COPY (SELECT * FROM ${table}) TO STDOUT (FORMAT csv, HEADER)`));
  const taken = new Promise((resolve, reject) => archive.once('entry', resolve).once('error', reject));
  archive.append(rows, { name: `${table}.csv` });
  await taken;
}
await archive.finalize();
await written;
await client.end();
