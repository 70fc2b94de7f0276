using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Notifications;

namespace Granary.Web.Tests.Notifications;

public sealed class InboxTests
{
    private readonly Inbox inbox = new("sophia");

    [Fact]
    public void What_there_was_before_the_page_is_kept_and_does_not_pop_up()
    {
        Assert.Empty(inbox.TakeIn(List(2)));

        Assert.Equal(2, inbox.Unread);
    }

    [Fact]
    public void Each_newer_one_pops_up_once_oldest_first_however_often_it_is_told()
    {
        inbox.TakeIn(List(2));

        Assert.Equal([3L, 4L], inbox.TakeIn(List(4)).Select(notification => notification.Number));
        Assert.Empty(inbox.TakeIn(List(4)));
        Assert.Equal([5L], inbox.TakeIn(List(5)).Select(notification => notification.Number));
    }

    [Fact]
    public void List_that_comes_late_changes_nothing()
    {
        inbox.TakeIn(List(2));
        inbox.TakeIn(List(5));

        Assert.Empty(inbox.TakeIn(List(3)));
        Assert.Equal(5, inbox.Newest.Count);
        Assert.Empty(inbox.TakeIn(List(5)));
    }

    [Fact]
    public void Those_for_somebody_else_move_on_the_number_and_do_not_pop_up()
    {
        inbox.TakeIn(List(1));

        Assert.Empty(inbox.TakeIn(new NotificationList([One(2, "grace"), One(1)], 2)));
        Assert.Equal([3L], inbox.TakeIn(new NotificationList([One(3, "sophia"), One(1)], 3)).Select(notification => notification.Number));
    }

    [Fact]
    public void Read_elsewhere_is_read_here_and_still_pops_up_once()
    {
        inbox.TakeIn(List(0));

        Assert.Single(inbox.TakeIn(new NotificationList([One(1) with { ReadBy = ["sophia"] }], 1)));
        Assert.Equal(0, inbox.Unread);
    }

    [Theory]
    [InlineData(NotificationKind.BackupFailed, true)]
    [InlineData(NotificationKind.BackupSkipped, true)]
    [InlineData(NotificationKind.BackupExpiresTomorrow, true)]
    [InlineData(NotificationKind.BackupReady, false)]
    [InlineData(NotificationKind.ScheduleSaved, false)]
    public void Pop_up_stays_when_somebody_should_do_something(NotificationKind kind, bool stays) =>
        Assert.Equal(stays, NotificationLook.NeedsAction(kind));

    private static NotificationList List(int last) => new([.. Enumerable.Range(1, last).Reverse().Select(number => One(number))], last);

    private static Notification One(long number, params string[] recipients) =>
        new(number, default, NotificationKind.BackupReady, Actor.Granary, recipients, null, null, []);
}
