namespace Granary.Domain.Ports;

/// <summary>A store that may hand a reader over to itself: a link to one file, for a few minutes, to be read and nothing else.</summary>
public interface IArchiveLinks
{
    /// <summary>False where the store gives none, or the settings do not want any: files are then sent by Granary itself.</summary>
    bool IsOn { get; }

    /// <summary>Makes a link that gives exactly this file to whoever holds it, until it expires.</summary>
    /// <param name="savedAs">The name under which a browser saves it; any text.</param>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="TransientException">The store did not answer; trying again may help.</exception>
    Task<Uri?> LinkAsync(ArchiveKey key, string savedAs, string contentType, CancellationToken cancellationToken);
}
