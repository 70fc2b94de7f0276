using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Granary.Testing.Processes;

namespace Granary.Adapters.Tests.Mail;

/// <summary>A real mail server, written by others, in a process of its own.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private static readonly Lazy<string> Folder = new(Install);

    private readonly Process process;
    private readonly Channel<ReceivedMail> mails = Channel.CreateUnbounded<ReceivedMail>();
    private readonly TaskCompletionSource<int> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;

    private SmtpServer(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    public int Port { get; private set; }

    public static async Task<SmtpServer> StartAsync(SmtpSettings settings)
    {
        Assert.SkipUnless(ServerProcess.Find("node") is not null && ServerProcess.Find("npm") is not null, "Node.js is not on this machine: the tests against a real mail server need node and npm.");
        var start = new ProcessStartInfo("node", [Path.Combine(Folder.Value, "server.js"), JsonSerializer.Serialize(settings, JsonSerializerOptions.Web)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var server = new SmtpServer(Process.Start(start)!);
        server.Port = await server.listening.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>The next mail, in the order of arrival.</summary>
    public async Task<ReceivedMail> MailAsync() => await mails.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>How many have come that nobody asked for yet.</summary>
    public int Waiting => mails.Reader.Count;

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        await reading;
        process.Dispose();
    }

    private static string Install()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Mail", "Server");
        NodeModules.Install(folder);
        return folder;
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var fact = JsonDocument.Parse(line);
            if (fact.RootElement.TryGetProperty("port", out var port)) listening.SetResult(port.GetInt32());
            else mails.Writer.TryWrite(fact.RootElement.Deserialize<ReceivedMail>(JsonSerializerOptions.Web)!);
        }
        listening.TrySetException(new InvalidOperationException("The mail server ended before it listened."));
        mails.Writer.TryComplete();
    }
}
