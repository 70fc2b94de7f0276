// A mail server that tells, a line of JSON each, its port, what clients try and the mails it gets. Its settings are its only argument.
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

const settings = JSON.parse(process.argv[2]);
const tell = (fact) => process.stdout.write(JSON.stringify(fact) + '\n');
const refusal = (code, text) => code ? Object.assign(new Error(text), { responseCode: code }) : null;

const server = new SMTPServer({
  secure: settings.secure ?? false,
  key: settings.key,
  cert: settings.certificate,
  authOptional: !settings.password,
  hideSTARTTLS: !settings.certificate,
  disableReverseLookup: true,
  onConnect: (session, done) => done(refusal(settings.refuseConnection, 'Not now')),
  onAuth: (auth, session, done) => auth.username === settings.user && auth.password === settings.password
    ? done(null, { user: auth.username })
    : done(refusal(535, `Wrong: ${auth.password}`)),
  onMailFrom: (address, session, done) => done(refusal(settings.refuseSender, 'No such sender')),
  onRcptTo: (address, session, done) => done(refusal(settings.refuseRecipient, `Mailbox ${address.address} is not here`)),
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', async () => {
      const raw = Buffer.concat(chunks);
      const mail = await simpleParser(raw);
      if (!settings.refuseMessage) tell({
        raw: raw.toString('latin1'),
        secure: session.secure,
        user: session.user,
        sender: session.envelope.mailFrom.address,
        recipients: session.envelope.rcptTo.map((recipient) => recipient.address),
        subject: mail.subject,
        from: mail.from.text,
        to: mail.to.text,
        date: mail.date,
        messageId: mail.messageId,
        text: mail.text,
        html: mail.html,
        headers: mail.headerLines.map((header) => header.key),
        autoSubmitted: mail.headers.get('auto-submitted'),
        contentLanguage: mail.headers.get('content-language'),
      });
      done(refusal(settings.refuseMessage, 'The message is not wanted'));
    });
  },
});
server.on('error', (error) => process.stderr.write(error.message + '\n'));
server.listen(0, '127.0.0.1', () => tell({ port: server.server.address().port }));
// Ends with whoever started it.
process.stdin.on('end', () => process.exit()).resume();
