using System.ComponentModel.DataAnnotations;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

public sealed class PlansTests
{
    [Theory]
    [InlineData(Edition.Free, 0, WeeklyPayment.ByUnit)]
    [InlineData(Edition.Standard, 2, WeeklyPayment.OnlyBySubscription)]
    [InlineData(Edition.Professional, 2, WeeklyPayment.OnlyBySubscription)]
    [InlineData(Edition.Enterprise, 2, WeeklyPayment.OnlyBySubscription)]
    [InlineData(Edition.Ultimate, 4, WeeklyPayment.FromAllowance)]
    public void Every_edition_has_its_plan(string edition, int free, WeeklyPayment weekly) =>
        Assert.Equal(new Plan { FreePerMonth = free, Weekly = weekly }, new Plans().For(edition));

    [Fact]
    public void An_edition_is_found_however_it_is_written() => Assert.Equal(4, new Plans().For("ultimate").FreePerMonth);

    [Fact]
    public void An_edition_that_is_not_configured_gives_nothing() => Assert.Equal(Plan.None, new Plans().For("Gold"));

    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Errors(new Plans()));

    [Fact]
    public void All_errors_are_told_at_once_each_with_what_to_write_instead()
    {
        var plans = new Plans();
        plans.Editions["Standard"] = new Plan { FreePerMonth = -1 };
        plans.Editions["Enterprise"] = new Plan { FreePerMonth = 1001 };
        plans.Editions["Ultimate"] = new Plan { FreePerMonth = 0, Weekly = WeeklyPayment.FromAllowance };
        plans.Editions["Gold"] = new Plan { Weekly = (WeeklyPayment)7 };
        plans.Editions[" "] = new Plan();

        Assert.Equal(
            [
                "Editions:Standard:FreePerMonth is -1: write a number from 0 to 1000.",
                "Editions:Enterprise:FreePerMonth is 1001: write a number from 0 to 1000.",
                "Editions:Ultimate:Weekly is FromAllowance, of which there is none: write ByUnit or OnlyBySubscription, or give FreePerMonth.",
                "Editions:Gold:Weekly is 7: write ByUnit, OnlyBySubscription, FromAllowance.",
                "Editions has one without a name: write the name that the tenants of that edition carry.",
            ],
            Errors(plans));
    }

    [Fact]
    public void No_edition_at_all_is_an_error() => Assert.Single(Errors(new Plans { Editions = [] }));

    private static IEnumerable<string?> Errors(Plans plans)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(plans, new ValidationContext(plans), results, validateAllProperties: true);
        return results.Select(result => result.ErrorMessage);
    }
}
