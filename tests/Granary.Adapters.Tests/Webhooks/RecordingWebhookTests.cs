using Granary.Domain.Ports;
using Granary.Testing.Webhooks;

namespace Granary.Adapters.Tests.Webhooks;

public sealed class RecordingWebhookTests : WebhookContract
{
    private readonly RecordingWebhook webhook = new() { IsOn = true };

    protected override IWebhook Webhook => webhook;

    protected override IEnumerable<string> Arrived => webhook.Sent.Select(message => message.IdOf(Acme));

    protected override void FailNext() => webhook.Faults.Enqueue(new TransientException("503"));
}
