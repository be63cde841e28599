using System.Collections.Concurrent;
using ReproBuild.Building;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>Remembers what it was told.</summary>
internal sealed class ListLog : IBuildLog
{
    public ConcurrentQueue<string> Lines { get; } = new();
    public ConcurrentQueue<string> Messages { get; } = new();
    public ConcurrentQueue<Diagnostic> Diagnostics { get; } = new();

    /// <summary>Called with every line, as it comes.</summary>
    public Action<string> OnLine { get; init; } = _ => { };

    public void Output(string line)
    {
        Lines.Enqueue(line);
        OnLine(line);
    }

    public void Progress(string message) => Messages.Enqueue(message);

    public void Report(Diagnostic diagnostic) => Diagnostics.Enqueue(diagnostic);
}
