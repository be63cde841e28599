using ReproBuild.Comparing;

namespace ReproBuild.Causes.Languages;

/// <summary>Files in which Python's package managers note when and from where they installed.</summary>
internal sealed class PythonInstallFiles : PathCause
{
    public const string CauseId = "python-install-record", CauseCode = "REPRO5503", CauseTitle = "Records of Python package managers";

    public override string Id => CauseId;

    public override string Code => CauseCode;

    public override string Title => CauseTitle;

    public static Remedy Mend() => new(
        "Install from wheels without compiling, and delete what tells of the installation.",
        "RUN pip install --no-cache-dir --no-compile -r requirements.txt && find / -name direct_url.json -path '*.dist-info/*' -delete");

    public override bool IsHere(string path) =>
        path.EndsWith(".dist-info/direct_url.json", StringComparison.Ordinal) || path.EndsWith("conda-meta/history", StringComparison.Ordinal);

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} notes when and from where a package was installed";

    public override Remedy RemedyFor(RemedyContext context) => Mend();
}
