using ReproBuild.Comparing;
using ReproBuild.Images;

namespace ReproBuild.Causes;

/// <summary>What makes two claims one finding: the cause, how sure it is, and the place.</summary>
internal sealed record FindingKey(string CauseId, Certainty Certainty, string Code, Platform? Platform, int Layer, InstructionBlame? Blame, FileOrigin? Origin);
