using System.Globalization;

namespace ReproBuild.Building;

/// <summary>The arguments that <c>docker buildx build</c>, <c>buildah bud</c> and <c>podman build</c> have in common.</summary>
internal static class DockerfileArguments
{
    private const string EpochName = "SOURCE_DATE_EPOCH";

    /// <summary>Epoch, build arguments, named contexts, target and Dockerfile.</summary>
    public static IEnumerable<string> Of(BuildPlan plan, SealedBuild build)
    {
        foreach (var argument in plan.BuildArguments.Where(a => a.Name != EpochName))
        {
            yield return "--build-arg";
            yield return argument.FromEnvironment ? argument.Name : argument.Name + "=" + argument.Value;
        }
        yield return "--build-arg";
        yield return EpochName + "=" + plan.Epoch.ToString(CultureInfo.InvariantCulture);
        foreach (var context in build.NamedContexts)
        {
            yield return "--build-context";
            yield return context.Name + "=" + context.Value;
        }
        if (plan.Target is { } target)
        {
            yield return "--target";
            yield return target;
        }
        yield return "--file";
        yield return build.DockerfilePath;
    }
}
