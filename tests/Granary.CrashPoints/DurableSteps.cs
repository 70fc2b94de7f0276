using System.Reflection;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Orleans.Runtime;

namespace Granary.CrashPoints;

/// <summary>
/// Stands in front of a port. Methods that leave something behind reach a point before and after, or one that says that they were refused or failed;
/// one that is given how to write reaches one in between as well, when the bytes are written and the name is not there.
/// </summary>
internal class DurableSteps<T> : DispatchProxy where T : class
{
    private static readonly MethodInfo WithResult = typeof(DurableSteps<T>).GetMethod(nameof(RunAsync), 1, BindingFlags.Instance | BindingFlags.NonPublic, [typeof(string), typeof(Func<object?>)])!;

    private object inner = null!;
    private CrashPoint points = null!;
    private string[] steps = [];
    private string port = "";

    public static T Around(object inner, string port, CrashPoint points, string[] steps)
    {
        var proxy = Create<T, DurableSteps<T>>();
        var durable = (DurableSteps<T>)(object)proxy;
        (durable.inner, durable.port, durable.points, durable.steps) = (inner, port, points, steps);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        object? Call() => method.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        if (!steps.Contains(method.Name)) return Call();

        var step = $"{port}.{method.Name} {string.Join(' ', args!.Select(Name).OfType<string>())}";
        for (var i = 0; i < args!.Length; i++)
            if (args[i] is Func<Stream, CancellationToken, Task> write)
                args[i] = new Func<Stream, CancellationToken, Task>((stream, token) => WithinAsync(step, write, stream, token));
        return method.ReturnType == typeof(Task)
            ? RunAsync(step, () => (Task)Call()!)
            : WithResult.MakeGenericMethod(method.ReturnType.GetGenericArguments()).Invoke(this, [step, (Func<object?>)Call]);
    }

    private async Task WithinAsync(string step, Func<Stream, CancellationToken, Task> write, Stream stream, CancellationToken cancellationToken)
    {
        await write(stream, cancellationToken);
        await points.ReachAsync($"within {step}");
    }

    private async Task<TResult> RunAsync<TResult>(string step, Func<object?> call)
    {
        var result = default(TResult)!;
        await RunAsync(step, async () =>
        {
            result = await (Task<TResult>)call()!;
            return result is not false;
        });
        return result;
    }

    private Task RunAsync(string step, Func<Task> call) => RunAsync(step, async () =>
    {
        await call();
        return true;
    });

    private async Task RunAsync(string step, Func<Task<bool>> call)
    {
        await points.ReachAsync($"before {step}");
        bool isDone;
        try
        {
            isDone = await call();
        }
        catch (Exception exception)
        {
            await points.ReachAsync($"failed {step}: {exception.GetType().Name}");
            throw;
        }
        await points.ReachAsync($"{(isDone ? "after" : "refused")} {step}");
    }

    // Of what is passed only what says whose step it is.
    private static string? Name(object? argument) => argument switch
    {
        string text => text,
        TenantId or BackupId or ArchiveKey or GrainId => argument.ToString(),
        TenantProfile profile => profile.Id.ToString(),
        Mail mail => mail.Id,
        ReminderEntry reminder => $"{reminder.GrainId} {reminder.ReminderName}",
        _ => null,
    };
}
