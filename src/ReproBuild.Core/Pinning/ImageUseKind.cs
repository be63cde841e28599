namespace ReproBuild.Pinning;

/// <summary>How a build uses an image.</summary>
public enum ImageUseKind
{
    /// <summary>A stage starts from it: <c>FROM</c>.</summary>
    From,

    /// <summary>Files are copied out of it: <c>COPY --from</c>.</summary>
    CopyFrom,

    /// <summary>It is mounted while a command runs: <c>RUN --mount=…,from=</c>.</summary>
    MountFrom,

    /// <summary>It reads the Dockerfile: <c># syntax=</c>.</summary>
    Frontend,

    /// <summary>It stands in for a name: a build context <c>docker-image://…</c>.</summary>
    BuildContext,

    /// <summary>It builds: a buildx builder runs it.</summary>
    Builder,

    /// <summary>The .NET SDK builds on it: <c>ContainerBaseImage</c>.</summary>
    ContainerBaseImage,
}
