namespace Granary.Web.Api.Reading;

/// <summary>What is wrong with a member of a body, a query or a header.</summary>
internal enum FieldFault
{
    /// <summary>It has to be there.</summary>
    Missing,

    /// <summary>There is no such member.</summary>
    Unknown,

    /// <summary>It is there twice.</summary>
    Repeated,

    /// <summary>It is of another type, or null.</summary>
    WrongType,

    /// <summary>Outside of: from, to.</summary>
    OutOfRange,

    /// <summary>None of: the words that may stand there.</summary>
    NotOneOf,

    /// <summary>Not: so many characters at most, of ASCII, visible.</summary>
    NotAKey,

    /// <summary>Not an answer's <c>next</c>.</summary>
    NotACursor,

    /// <summary>Not after: the other member.</summary>
    NotAfter,

    /// <summary>The body is not JSON, or not an object.</summary>
    NotAnObject,
}
