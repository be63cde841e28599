namespace ReproBuild.Pinning;

/// <summary>What is to be done to a Dockerfile so that it names its images by digest.</summary>
/// <param name="Edits">The edits, in the order of the file; one for each literal, however many uses it has.</param>
/// <param name="Text">The whole text after them.</param>
/// <param name="NotInPlace">Uses whose digest cannot be written where they are named, each with the reason, one sentence.</param>
public sealed record PinPlan(IReadOnlyList<TextEdit> Edits, string Text, IReadOnlyList<(PinnedUse Use, string Reason)> NotInPlace);
