namespace Granary.Domain.Purchases;

/// <summary>What a reduction comes to.</summary>
[GenerateSerializer, Alias("granary.ReductionAnswer")]
public enum ReductionAnswer
{
    Reduced,

    /// <summary>There is nothing of it to give up.</summary>
    NothingToReduce,

    /// <summary>There are fewer unused units than that.</summary>
    TooManyUnits,

    /// <summary>The edition is unknown, or not lower than the present one.</summary>
    NotADowngrade,

    /// <summary>The vendor has pages of its own for it.</summary>
    SoldElsewhere,
}
