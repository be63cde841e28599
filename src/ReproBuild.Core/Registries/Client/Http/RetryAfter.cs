using System.Net;

namespace ReproBuild.Registries;

/// <summary>Which statuses pass by themselves, and how long a registry asks to wait. RFC 9110, section 10.2.3.</summary>
internal static class RetryAfter
{
    public static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status is >= 500 and not 501 and not 505;

    /// <summary>The wait that the header gives, as seconds or as a date; null where it gives none.</summary>
    public static TimeSpan? Read(HttpResponseMessage answer, TimeProvider clock) => answer.Headers.RetryAfter switch
    {
        { Delta: { } seconds } => seconds,
        { Date: { } date } => date - clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };
}
