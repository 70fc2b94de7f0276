using Granary.Contracts;

namespace Granary.Grains.Sessions;

/// <summary>Forgets what it need not remember any more whenever it takes note of another one: nothing has to come by and tidy.</summary>
[GrainType("ended-sessions")]
internal sealed class EndedSessionsGrain([PersistentState("ended-sessions")] IPersistentState<EndedSessions> stored, TimeProvider time) : Grain, IEndedSessionsGrain
{
    public async Task End(string session, DateTimeOffset until)
    {
        try
        {
            var (ended, now) = (stored.State.Until, time.GetUtcNow());
            foreach (var old in ended.Where(known => known.Value <= now).Select(known => known.Key).ToList()) ended.Remove(old);
            ended[session] = until;
            await stored.WriteStateAsync();
        }
        catch (Exception)
        {
            // Whatever is stored now is read by the next activation.
            DeactivateOnIdle();
            throw;
        }
    }

    public Task<bool> HasEnded(string session) => Task.FromResult(stored.State.Until.ContainsKey(session));
}
