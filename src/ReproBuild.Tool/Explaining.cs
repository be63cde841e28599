using ReproBuild.Archives;
using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Causes.Blaming;
using ReproBuild.Comparing;

namespace ReproBuild.Tool;

/// <summary>What <c>diff</c> and <c>explain</c> have in common.</summary>
internal static class Explaining
{
    /// <summary>Compares two images and explains what differs.</summary>
    public static Diagnosis Diagnose(ImageArchive left, ImageArchive right, ComparerOptions comparer, AcceptanceSet acceptances, ProgressLine progress, CancellationToken cancellation)
    {
        var context = CauseContext.Unknown with { Origin = comparer.Dockerfile is null ? ImageOrigin.Unknown : ImageOrigin.Dockerfile };
        var diagnosis = Diagnoser.Diagnose(left, right, comparer, new DiagnosisOptions { Context = context, Acceptances = acceptances, Progress = progress }, cancellation);
        return comparer.Dockerfile is { } dockerfile
            ? StageBlamer.NotFollowed(diagnosis, dockerfile, "only a build of that stage can tell, which the target VerifyReproducible makes")
            : diagnosis;
    }
}
