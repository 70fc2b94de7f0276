using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>The way to the silos, on which calls fail as they do while one of them ends or is cut off.</summary>
internal sealed class BadWay : IOutgoingGrainCallFilter
{
    /// <summary>A silo that stops has not begun it.</summary>
    public static readonly Exception Refused = (Exception)RuntimeHelpers.GetUninitializedObject(typeof(OrleansMessageRejectionException));

    /// <summary>The silo has died, and may have done it.</summary>
    public static readonly Exception Lost = new SiloUnavailableException("It is gone.");

    /// <summary>The silo has not come to it in time, and may have done it.</summary>
    public static readonly Exception GivenUp = new TaskCanceledException();

    private readonly ConcurrentQueue<Exception> failures = [];

    /// <summary>How the next calls fail, one after the other; those after them arrive.</summary>
    public void Fail(params Exception[] next)
    {
        failures.Clear();
        foreach (var failure in next) failures.Enqueue(failure);
    }

    public Task Invoke(IOutgoingGrainCallContext context) => failures.TryDequeue(out var failure) ? Task.FromException(failure) : context.Invoke();
}
