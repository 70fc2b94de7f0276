using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Web.DataBackup;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Web.Tests.DataBackup;

public sealed class LatestPreviewTests
{
    private static readonly Recurrence Monday = new Recurrence.Weekly(DayOfWeek.Monday);
    private static readonly Recurrence Friday = new Recurrence.Weekly(DayOfWeek.Friday);

    private readonly FakeTimeProvider time = new();
    private readonly Dictionary<Recurrence, TaskCompletionSource<SchedulePreview>> asked = [];
    private readonly LatestPreview preview;

    public LatestPreviewTests() => preview = new LatestPreview(recurrence => (asked[recurrence] = new()).Task, time);

    [Fact]
    public async Task Asks_once_the_reader_pauses()
    {
        var first = preview.ShowAsync(Monday);
        time.Advance(LatestPreview.Pause / 2);
        var second = preview.ShowAsync(Friday);
        time.Advance(LatestPreview.Pause);

        Assert.False(await first);
        Assert.Equal([Friday], asked.Keys);
        asked[Friday].SetResult(Answer());
        Assert.True(await second);
    }

    [Fact]
    public async Task Shows_the_answer_to_what_was_chosen_last_whichever_comes_first()
    {
        var (old, latest) = (Answer(), Answer());
        var first = preview.ShowAsync(Monday);
        time.Advance(LatestPreview.Pause);
        var second = preview.ShowAsync(Friday);
        time.Advance(LatestPreview.Pause);

        asked[Friday].SetResult(latest);
        Assert.True(await second);
        asked[Monday].SetResult(old);

        Assert.False(await first);
        Assert.Same(latest, preview.Preview);
        Assert.False(preview.IsComing);
    }

    [Fact]
    public async Task Failure_is_told_and_the_next_choice_recovers()
    {
        var first = preview.ShowAsync(Monday);
        time.Advance(LatestPreview.Pause);
        asked[Monday].SetException(new TimeoutException());
        Assert.True(await first);
        Assert.IsType<TimeoutException>(preview.Failure);

        var second = preview.ShowAsync(Friday);
        time.Advance(LatestPreview.Pause);
        asked[Friday].SetResult(Answer());
        await second;

        Assert.Null(preview.Failure);
        Assert.NotNull(preview.Preview);
    }

    [Fact]
    public async Task Nothing_chosen_shows_nothing()
    {
        Assert.True(await preview.ShowAsync(null));

        Assert.Null(preview.Preview);
        Assert.Empty(asked);
    }

    private static SchedulePreview Answer() => new([], new QuotaForecast([], []), null);
}
