// Drives Granary with the official client of the API that ours is compatible with. Nothing of the client is changed: it is told another
// host. A line for each call says what the client has understood, in JSON.
//   node client.js URL TOKEN READ_TOKEN FOLDER      the second token may only read; downloads go to the folder
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Backup, Environment, FileStore, InitializeBuilder, OAuthBuilder, ParameterMap } from "@zohocrm/nodejs-sdk-8.0";

const [url, token, readToken, folder] = process.argv.slice(2);
const operations = new Backup.BackupOperations();
const scratch = mkdtempSync(join(tmpdir(), "granary-sdk-"));

// The client also asks the accounts host for new tokens, but only when it was given none, or one that it knows to expire.
async function become(accessToken) {
  const builder = await new InitializeBuilder();
  await builder
    .environment(new Environment(url, `${url}/no-accounts-host`, url))
    .token(new OAuthBuilder().accessToken(accessToken).build())
    .store(new FileStore(join(scratch, "tokens.csv")))
    .resourcePath(scratch)
    .initialize();
}

const moment = (date) => date?.toISOString() ?? null;
const person = (requester) => requester && { id: `${requester.getId()}`, name: requester.getName(), zuid: requester.getZuid() };
const verdict = (of) => ({ code: of.getCode().getValue(), status: of.getStatus().getValue(), details: Object.fromEntries([...of.getDetails()].map(([name, value]) => [name, `${value}`])), message: of.getMessage() });

function understood(object) {
  if (object instanceof Backup.SuccessResponse || object instanceof Backup.APIException) return verdict(object);
  if (object instanceof Backup.ResponseWrapper) {
    const backup = object.getBackup();
    return {
      id: `${backup.getId()}`, rrule: backup.getRrule() ?? null, start_date: moment(backup.getStartDate()), scheduled_date: moment(backup.getScheduledDate()),
      status: backup.getStatus(), requester: person(backup.getRequester()),
    };
  }
  if (object instanceof Backup.HistoryWrapper) {
    const info = object.getInfo();
    return {
      history: object.getHistory().map((entry) => ({
        id: `${entry.getId()}`, done_by: person(entry.getDoneBy()), log_time: moment(entry.getLogTime()), state: entry.getState() ?? null, action: entry.getAction() ?? null,
        repeat_type: entry.getRepeatType() ?? null, count: entry.getCount() ?? null, file_name: entry.getFileName() ?? null,
      })),
      info: { page: info.getPage(), per_page: info.getPerPage(), count: info.getCount(), more_records: info.getMoreRecords() },
    };
  }
  if (object instanceof Backup.UrlsWrapper) {
    const urls = object.getUrls();
    return { data_links: urls.getDataLinks(), attachment_links: urls.getAttachmentLinks(), expiry_date: moment(urls.getExpiryDate()) };
  }
  if (object instanceof Backup.FileBodyWrapper) {
    const file = object.getFile();
    writeFileSync(join(folder, file.getName()), file.getStream());
    return { name: file.getName(), size: file.getStream().length, sha256: createHash("sha256").update(file.getStream()).digest("hex") };
  }
  return null;
}

async function call(name, ask) {
  const response = await ask();
  const whole = await response.getObject();
  const object = whole instanceof Backup.ActionWrapper ? whole.getBackup() : whole;
  const answer = { http: response.getStatusCode(), type: object?.constructor.name ?? null, ...understood(object) };
  console.log(`${name}: ${JSON.stringify(answer)}`);
  return answer;
}

function body(rrule) {
  const wrapper = new Backup.BodyWrapper();
  if (rrule) {
    const backup = new Backup.Backup();
    backup.setRrule(rrule);
    wrapper.setBackup(backup);
  }
  return wrapper;
}

const schedule = (name, rrule) => call(name, () => operations.schedule(body(rrule)));
const details = (name) => call(name, () => operations.getDetails());
const cancel = (name, id) => call(name, () => operations.cancel(BigInt(id)));

async function history(name, page, perPage) {
  const parameters = new ParameterMap();
  await parameters.add(Backup.HISTORYParam.PAGE, `${page}`);
  await parameters.add(Backup.HISTORYParam.PER_PAGE, `${perPage}`);
  return call(name, () => operations.history(parameters));
}

await become(token);
await details("details at first");
await schedule("schedule every third week", "RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=TH");
const scheduled = await schedule("schedule every second Thursday", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH");
await schedule("schedule again", "RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1");
await details("details of the schedule");
await cancel("cancel the schedule", scheduled.details.id);
await cancel("cancel it again", scheduled.details.id);
await cancel("cancel what never was", "7");
await details("details after cancelling");

const started = await schedule("back up now");
for (;;) {
  const { status } = understood(await (await operations.getDetails()).getObject());
  if (status !== "INPROGRESS") break;
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await details("details after the backup");
await cancel("cancel the backup that has ended", started.details.id);

const urls = await call("links", () => operations.getUrls());
for (const link of [...urls.data_links, ...urls.attachment_links]) await call("download", () => operations.downloadBackedUpData(link));
await call("download what never was", () => operations.downloadBackedUpData(urls.data_links[0].replace("Data_001", "Data_999")));

let page = 1;
while ((await history(`history, page ${page}`, page, 3)).info.more_records) page++;
await history("history of a page that is too long", 1, 201);

await become(readToken);
await details("details with a token that may read");
await schedule("back up with a token that may read");
await become(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`);
await details("details with a token that nobody has");
