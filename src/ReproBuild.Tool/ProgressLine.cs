using System.Globalization;
using ReproBuild.Archives;
using ReproBuild.Causes;

namespace ReproBuild.Tool;

/// <summary>One line that says how far a long comparison is, and is gone when that is over. For people at a terminal alone.</summary>
/// <remarks>
/// Own code, as <see cref="Table"/> is: measured natively compiled, Spectre.Console 0.57 makes a program of a table start in 9 to 15 ms in place of 4 to 8,
/// and 1.6 MB larger; for a line and a few columns of plain text, which reads the same in a log, it gives nothing back.
/// </remarks>
internal sealed class ProgressLine : IProgress<DiagnosisPhase>, IDisposable
{
    // Whoever waits less has no use for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1), Often = TimeSpan.FromMilliseconds(300);

    private readonly TextWriter _to;
    private readonly ImageArchive _left, _right;
    private readonly long _bytes;
    private readonly Lock _lock = new();
    private readonly Timer? _timer;
    private string _phase = "Comparing";
    private long _before;
    private bool _shown, _over;

    private ProgressLine(TextWriter to, ImageArchive left, ImageArchive right, bool isTerminal)
    {
        (_to, _left, _right) = (to, left, right);
        _bytes = Differing(left, right) + Differing(right, left);
        if (isTerminal) _timer = new Timer(_ => Show(), null, Patience, Often);
    }

    /// <summary>Begins; silent where standard error is no terminal, on a build server, and where <c>TERM</c> is <c>dumb</c>.</summary>
    /// <param name="to">Standard error.</param>
    /// <param name="left">The one side.</param>
    /// <param name="right">The other side.</param>
    public static ProgressLine Begin(TextWriter to, ImageArchive left, ImageArchive right) =>
        new(to, left, right, !Console.IsErrorRedirected && string.IsNullOrEmpty(Variable("CI")) && Variable("TERM") is not (null or "" or "dumb"));

    /// <summary>Says what comes now.</summary>
    public void Report(DiagnosisPhase value) => Begin(value switch
    {
        DiagnosisPhase.Comparing => "Comparing",
        DiagnosisPhase.Explaining => "Explaining",
        _ => "Working out what both would become",
    });

    /// <summary>Says that the reports are written.</summary>
    public void Reports() => Begin("Writing reports");

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _over = true;
            if (_shown) Write("\r\u001b[K");
        }

        _timer?.Dispose();
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    // Layers that both have are not opened.
    private static long Differing(ImageArchive of, ImageArchive other)
    {
        var known = other.Images.SelectMany(i => i.Layers).Select(l => l.Blob.Digest).ToHashSet();
        return of.Images.SelectMany(i => i.Layers).Select(l => l.Blob).Where(b => !known.Contains(b.Digest)).DistinctBy(b => b.Digest).Sum(b => b.Size);
    }

    private void Begin(string phase)
    {
        lock (_lock) (_phase, _before) = (phase, _left.LayerBytesRead + _right.LayerBytesRead);
    }

    private void Show()
    {
        lock (_lock)
        {
            if (_over) return;
            long read = Math.Min(_left.LayerBytesRead + _right.LayerBytesRead - _before, _bytes);
            string far = read > 0 ? string.Create(CultureInfo.InvariantCulture, $": {Sizes.Text(read)} of {Sizes.Text(_bytes)}") : " …";
            Write($"\r{_phase}{far}\u001b[K");
            _shown = true;
        }
    }

    private void Write(string text)
    {
        try
        {
            _to.Write(text);
            _to.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone; the comparison is not.
            _over = true;
        }
    }
}
