using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>What stands for one platform on both sides.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Left">The left image; null where the left has none.</param>
/// <param name="Right">The right image; null where the right has none.</param>
/// <param name="NotComparable">Why nobody can say which image stands against which; null where that is clear.</param>
internal sealed record PlatformPair(Platform Platform, PlatformImage? Left, PlatformImage? Right, Diagnostic? NotComparable = null);
