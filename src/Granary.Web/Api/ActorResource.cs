using Granary.Domain.Tenants;

namespace Granary.Web.Api;

/// <summary>Who did something, under the name of that moment.</summary>
/// <param name="Kind">A person, a program with a token, the vendor, an operator, or Granary itself.</param>
/// <param name="Id">What "the same person" means; of a token its id.</param>
/// <param name="Name">The name to show.</param>
internal sealed record ActorResource(ActorKind Kind, string Id, string Name)
{
    public static ActorResource Of(Actor actor) => new(actor.Kind, actor.Id, actor.Name);
}
