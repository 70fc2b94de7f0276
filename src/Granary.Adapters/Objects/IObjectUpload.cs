namespace Granary.Adapters.Objects;

/// <summary>
/// An object on its way: whole in one request, or in parts and then put together. It comes to be only if there is none of
/// its name. Every call may be repeated after it failed.
/// </summary>
internal interface IObjectUpload
{
    /// <summary>The checksum of everything that was sent, as the store has to tell it for the whole object.</summary>
    string Checksum { get; }

    Task PutAsync(ArraySegment<byte> content, CancellationToken cancellationToken);

    /// <param name="number">From 1; parts come in this order.</param>
    Task PutPartAsync(int number, ArraySegment<byte> content, CancellationToken cancellationToken);

    Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Removes the parts that were sent.</summary>
    Task DiscardAsync(CancellationToken cancellationToken);
}
