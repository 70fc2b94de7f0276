namespace Granary.Domain.Scheduling;

/// <summary>What a recurrence rule comes to.</summary>
public abstract record RruleAnswer
{
    private RruleAnswer() { }

    /// <summary>It says one of our choices.</summary>
    public sealed record Accepted(Recurrence Recurrence) : RruleAnswer;

    /// <summary>It says something else.</summary>
    /// <param name="Detail">A sentence with the part at fault and what may stand there.</param>
    public sealed record Refused(RruleProblem Problem, string Detail) : RruleAnswer;
}
