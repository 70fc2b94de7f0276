namespace Granary.Adapters.Demo;

/// <summary>What the people of a country call things.</summary>
internal sealed record DemoWords
{
    public required IReadOnlyList<string> FirstNames { get; init; }
    public required IReadOnlyList<string> LastNames { get; init; }
    public required IReadOnlyList<string> Companies { get; init; }
    public required IReadOnlyList<string> CompanyForms { get; init; }
    public required IReadOnlyList<string> Industries { get; init; }
    public required IReadOnlyList<(string City, string PostalCode)> Cities { get; init; }
    public required IReadOnlyList<string> Streets { get; init; }
    public required IReadOnlyList<string> JobTitles { get; init; }
    public required IReadOnlyList<string> LeadSources { get; init; }
    public required IReadOnlyList<string> LeadStates { get; init; }
    public required IReadOnlyList<string> DealNames { get; init; }
    public required IReadOnlyList<string> DealStages { get; init; }
    public required IReadOnlyList<string> Campaigns { get; init; }
    public required IReadOnlyList<string> Tasks { get; init; }
    public required IReadOnlyList<string> TaskStates { get; init; }
    public required IReadOnlyList<string> Events { get; init; }
    public required IReadOnlyList<string> Calls { get; init; }
    public required IReadOnlyList<string> CallResults { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required IReadOnlyList<string> Products { get; init; }
    public required IReadOnlyList<string> QuoteStates { get; init; }
    public required IReadOnlyList<string> EmailSubjects { get; init; }
    public required string EmailBody { get; init; }
    public required IReadOnlyList<string> Sites { get; init; }
    public required IReadOnlyList<string> SiteStates { get; init; }
    public required IReadOnlyList<string> Documents { get; init; }
    public required IReadOnlyList<string> FileNames { get; init; }

    /// <summary>A phone number; each # is a digit.</summary>
    public required string Phone { get; init; }

    public required string MailDomain { get; init; }

    public required string UtcOffset { get; init; }
}
