namespace Granary.Archive.Deflate;

/// <summary>What compresses. Every one of them makes plain deflate streams, which any reader of zips inflates.</summary>
public enum DeflateCodec
{
    /// <summary>zlib-ng, which comes with .NET.</summary>
    Zlib,

    /// <summary>Intel's ISA-L: faster, and a little larger. It is not part of Granary: on Debian the package <c>libisal2</c> has it.</summary>
    IsaL,
}
