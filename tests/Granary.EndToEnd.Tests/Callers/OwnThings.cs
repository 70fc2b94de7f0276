namespace Granary.EndToEnd.Tests.Callers;

/// <summary>What a tenant has, by the names under which it is asked for.</summary>
internal sealed record OwnThings(string Number, string Backup, string File, string Order, string Token, string Secret);
