using ReproBuild.Diagnostics;

namespace ReproBuild.Tool;

/// <summary>What is said of an exception that ends the command.</summary>
internal static class Failure
{
    /// <summary>One sentence or more, on one line.</summary>
    public static string Sentence(Exception exception) => exception switch
    {
        ReproException known => known.Diagnostic.ToString(),
        OperationCanceledException => "Cancelled.",
        // Of the output, most likely: a reader such as head has gone, or a disk is full.
        IOException or UnauthorizedAccessException => exception.Message,
        _ => $"{DiagnosticCodes.Unexpected}: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} "
            + "This is a defect of reprobuild: please report it at https://github.com/reprobuild/ReproBuild.Sdk/issues with the command line.",
    };
}
