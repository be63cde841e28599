using ReproBuild.Causes.Texts;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>Whatever follows the clock, the place or chance in contents of any kind.</summary>
    private static IEnumerable<ContentCause> Texts() =>
    [
        new JsonOrder(), new LineOrder(), new EmbeddedTimestamp(), new EmbeddedPath(), new EmbeddedHostname(), new RandomId(),
    ];
}
