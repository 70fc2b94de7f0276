namespace Granary.Domain.Ports;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>Text, which a person may have typed.</summary>
    Text,

    /// <summary>A number, date, truth value or bytes: written by the database's own rules.</summary>
    Literal,

    /// <summary>Text whose bytes are not valid UTF-8 or hold a NUL, given as <c>\x</c> and hexadecimal digits instead.</summary>
    DamagedText,
}
