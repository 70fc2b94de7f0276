namespace Granary.Adapters.Tests.Objects;

/// <summary>What happens to a request on its way to the store, or to the answer on its way back.</summary>
public enum Trouble
{
    /// <summary>500, and the store never hears of it.</summary>
    FailBefore,

    /// <summary>503, likewise.</summary>
    BusyBefore,

    /// <summary>429, likewise.</summary>
    TooManyBefore,

    /// <summary>The store does it, and the answer is 500.</summary>
    FailAfter,

    /// <summary>Nobody answers, and the store never hears of it.</summary>
    SilenceBefore,

    /// <summary>The store does it, and nobody answers.</summary>
    SilenceAfter,

    /// <summary>The connection ends, and the store never hears of it.</summary>
    ResetBefore,

    /// <summary>The store does it, and the connection ends.</summary>
    ResetAfter,

    /// <summary>Half of the answer comes, then the connection ends.</summary>
    Truncation,

    /// <summary>A bit of what is sent is turned.</summary>
    Damage,
}
