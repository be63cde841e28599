using Microsoft.Build.Framework;
using ReproBuild.Archives;
using ReproBuild.Images;
using ReproBuild.Pinning;
using ReproBuild.Registries;

namespace ReproBuild.Tasks;

/// <summary>Checks that the images of archives begin with the pinned base image: REPRO2017 where one does not, REPRO2018 where nobody can say.</summary>
public sealed class VerifyBaseImage : PinTask
{
    /// <summary>The archives.</summary>
    [Required]
    public string[] Archives { get; set; } = [];

    /// <summary>The epoch of the build: whole seconds since 1970, UTC.</summary>
    [Required]
    public string SourceDateEpoch { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var lockFile = RegistryInputs.Lock(Absolute(LockFile));
        var options = Registries();
        var pins = new BuildPins(lockFile, options.Mirrors);

        using var client = new RegistryClient(options with { MaxAttempts = 2, ConnectTimeout = TimeSpan.FromSeconds(5) });
        var check = new BaseCheck(client, Sources.SourceDateEpoch.Parse(SourceDateEpoch, "SourceDateEpoch"));
        // Of two equal images one is enough.
        var seen = new HashSet<Digest>();
        var told = new HashSet<Diagnostics.Diagnostic>();
        foreach (string file in Archives)
        {
            using var archive = ImageArchive.Open(Absolute(file)!);
            foreach (var image in archive.Images.Where(i => seen.Add(i.Digest)))
            {
                if (Base(image.Platform) is not { Reference: { } reference } use || pins.Pinned(reference) is not { } pinned) continue;
                var findings = CheckRegistries ? await check.CheckAsync(archive, [image], use, pinned, cancellationToken).ConfigureAwait(false) : [BaseCheck.NotAsked(use, pinned)];
                foreach (var finding in findings)
                    if (told.Add(finding)) Report(finding);
            }
        }
    }

    // FROM may name its image by the platform that is built for: base-$TARGETARCH.
    private ImageUse? Base(Platform platform) =>
        Absolute(Dockerfile) is { } path ? FinalBase.Find(Dockerfiles.Dockerfile.Load(path), Query() with { Platforms = [platform] })
        : UsedBaseImage is { } image && !SdkBaseImage.IsLocal(image) ? SdkBaseImage.Find(image, Path.GetFullPath(ProjectFile), IsInferred)
        : null;
}
