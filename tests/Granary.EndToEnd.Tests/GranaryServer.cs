using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Granary.Testing;

namespace Granary.EndToEnd.Tests;

/// <summary>A server process with its own data directory. It may be killed and started again.</summary>
internal sealed partial class GranaryServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool isDisposed;

    private GranaryServer(Process process, Uri address)
    {
        this.process = process;
        ProcessId = process.Id;
        Address = address;
    }

    public Uri Address { get; }

    public int ProcessId { get; }

    public bool HasExited => isDisposed || process.HasExited;

    /// <summary>It has said where it listens, and lives.</summary>
    public bool IsReady => listening.Task.IsCompletedSuccessfully && !HasExited;

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Starts the server and does not wait for anything.</summary>
    /// <param name="settings">A file for <c>--config</c>; null for the demo.</param>
    /// <param name="role">null for the one that a server has by itself.</param>
    /// <param name="environment">What else it finds there.</param>
    /// <param name="starter">A command that becomes the server, such as <c>ip netns exec</c>; none for the server alone.</param>
    public static GranaryServer Start(
        string dataDirectory, string? settings = null, string? role = null, IReadOnlyDictionary<string, string>? environment = null, params string[] starter)
    {
        var address = new Uri($"http://localhost:{FreePort.Next()}");
        string[] config = settings is null ? [] : ["--config", settings];
        string[] asWhat = role is null ? [] : ["--role", role];
        string[] command = [.. starter, GranaryProgram.Path, "--urls", address.ToString().TrimEnd('/'), .. config, .. asWhat];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in GranaryProgram.Environment(dataDirectory).Concat(environment ?? new Dictionary<string, string>())) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var server = new GranaryServer(process, address);
        process.OutputDataReceived += (_, line) => server.Read(line.Data);
        process.ErrorDataReceived += (_, line) => server.Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until it has said where it listens, which on a first start comes after the first backup.</summary>
    public async Task ReadyAsync()
    {
        var first = await Task.WhenAny(listening.Task, process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(60)));
        Assert.True(first == listening.Task, $"The server did not start:\n{Output}");
    }

    /// <summary>SIGKILL: no handler, no flush, nothing.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited)
        {
            _ = Signal(process.Id, 15);
            await process.WaitForExitAsync();
        }
        return process.ExitCode;
    }

    /// <summary>SIGSTOP: it stands still, with everything that it holds.</summary>
    public void Freeze() => _ = Signal(ProcessId, 19);

    /// <summary>SIGCONT: it goes on as if no time had passed.</summary>
    public void Thaw()
    {
        if (!HasExited) _ = Signal(ProcessId, 18);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) Kill();
        await process.WaitForExitAsync();
        isDisposed = true;
        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
        // Kestrel names the port also where somebody else has it.
        if (line.Contains("Failed to bind", StringComparison.Ordinal)) return;
        if (line.Contains(Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)) listening.TrySetResult();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
