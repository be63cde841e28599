namespace ReproBuild.Diagnostics;

/// <summary>Every code that a user can see. Each has a section in <c>docs/diagnostics.md</c>.</summary>
public static class DiagnosticCodes
{
    // REPRO1xxx: environment and inputs

    /// <summary>git is not installed or could not be started.</summary>
    public const string GitMissing = "REPRO1001";

    /// <summary>No epoch: no property, no variable, and no commit to take one from.</summary>
    public const string NoEpoch = "REPRO1002";

    /// <summary>SOURCE_DATE_EPOCH is not a whole number of seconds within the years 1970 to 9999.</summary>
    public const string BadEpoch = "REPRO1003";

    /// <summary>The working tree differs from its commit (a warning).</summary>
    public const string DirtyWorkingTree = "REPRO1004";

    /// <summary>A property has a value that it cannot have.</summary>
    public const string BadProperty = "REPRO1005";

    /// <summary>No container engine that could build was found.</summary>
    public const string NoEngine = "REPRO1006";

    /// <summary>An engine was found but cannot serve: its daemon is down, or it cannot export OCI archives.</summary>
    public const string EngineUnusable = "REPRO1007";

    /// <summary>A folder or file that is to be written cannot be written.</summary>
    public const string CannotWrite = "REPRO1008";

    /// <summary>Another verification of the same project is running.</summary>
    public const string Busy = "REPRO1009";

    /// <summary>Untracked files would be part of the build (a warning).</summary>
    public const string UntrackedInput = "REPRO1010";

    /// <summary>A file that the build takes cannot be read, or has a name that is not UTF-8.</summary>
    public const string UnreadableInput = "REPRO1011";

    /// <summary>git refuses to read the repository: another owner, or damage.</summary>
    public const string GitRefused = "REPRO1012";

    /// <summary>The build context is not known to git (a warning).</summary>
    public const string ContextOutsideGit = "REPRO1013";

    /// <summary>This MSBuild cannot run the tasks: too old, or on .NET Framework. Said by the package's targets.</summary>
    public const string HostUnsupported = "REPRO1014";

    /// <summary>A defect of ReproBuild.Sdk itself: something failed in a way that nobody expected.</summary>
    public const string Unexpected = "REPRO1015";
    /// <summary>A file that belongs to the source lies outside the folder that is copied.</summary>
    public const string SourceOutsideRoot = "REPRO1016";

    /// <summary>The canonical folder that .NET images are built in cannot be had.</summary>
    public const string PlaceUnusable = "REPRO1017";

    /// <summary>Settings of someone else lie above the canonical folder.</summary>
    public const string ForeignSettings = "REPRO1018";

    /// <summary>A baseline, or an item that accepts a difference, is malformed.</summary>
    public const string BadAcceptance = "REPRO1030";

    /// <summary>A folder that both builds of a verification would write to. Raised by the targets of the builds themselves.</summary>
    public const string SharedFolder = "REPRO1031";

    // REPRO2xxx: base images

    /// <summary>A base image is not pinned by digest.</summary>
    public const string Unpinned = "REPRO2001";

    /// <summary>A reference to an image depends on a variable that has no value.</summary>
    public const string UnresolvedReference = "REPRO2002";

    /// <summary>What should name an image does not.</summary>
    public const string InvalidReference = "REPRO2003";

    /// <summary>The tag beside a digest names another image by now (a warning).</summary>
    public const string TagMoved = "REPRO2004";

    /// <summary>The registry no longer has the image of a digest.</summary>
    public const string DigestVanished = "REPRO2005";

    /// <summary>A digest names the image of one platform, where there is an index of several (a warning).</summary>
    public const string SinglePlatformPin = "REPRO2006";

    /// <summary>One digest stands under two tags of a repository (a warning).</summary>
    public const string DigestUnderTwoTags = "REPRO2007";

    /// <summary>An image cannot be pinned: the registry does not have it, or does not answer.</summary>
    public const string CannotResolve = "REPRO2008";

    /// <summary>A file changed while its pins were looked up; nothing was written.</summary>
    public const string ChangedMeanwhile = "REPRO2009";

    /// <summary>A registry has no image of that name.</summary>
    public const string ImageNotFound = "REPRO2010";

    /// <summary>A digest cannot be written where the image is named; the lock file holds it (a message).</summary>
    public const string PinnedInLockFile = "REPRO2011";

    /// <summary>The lock file is malformed.</summary>
    public const string LockFileMalformed = "REPRO2012";

    /// <summary>The lock file was written by another version.</summary>
    public const string LockFileVersion = "REPRO2013";

    /// <summary>The lock file holds the markers of a merge conflict.</summary>
    public const string LockFileConflict = "REPRO2014";

    /// <summary>The lock file does not say what the project says.</summary>
    public const string LockFileMismatch = "REPRO2015";

    /// <summary>Pinning would change a file, and the locked mode forbids it.</summary>
    public const string Locked = "REPRO2016";

    /// <summary>An image does not begin with the base image that is pinned.</summary>
    public const string PinNotHonoured = "REPRO2017";

    /// <summary>Whether an image begins with the pinned base image could not be checked (a warning).</summary>
    public const string PinNotChecked = "REPRO2018";

    /// <summary>A file may not be edited: it is a link that leads elsewhere.</summary>
    public const string NotOursToEdit = "REPRO2019";

    /// <summary>An archive that is named as a base image does not hold exactly one image of that name.</summary>
    public const string AmbiguousBase = "REPRO2020";

    /// <summary>The image that a builder runs is not pinned, or is another than the lock file names.</summary>
    public const string BuilderNotPinned = "REPRO2021";

    /// <summary>The base image is for another platform than the image that is built on it.</summary>
    public const string BaseForAnotherPlatform = "REPRO2022";

    // REPRO3xxx: the Dockerfile

    /// <summary>The Dockerfile does not exist.</summary>
    public const string DockerfileMissing = "REPRO3001";

    /// <summary>The Dockerfile cannot be parsed.</summary>
    public const string DockerfileInvalid = "REPRO3002";

    /// <summary>A .dockerignore file cannot be read, or has a malformed rule.</summary>
    public const string DockerIgnoreInvalid = "REPRO3003";

    // REPRO4xxx: builds

    /// <summary>A build failed.</summary>
    public const string BuildFailed = "REPRO4001";

    /// <summary>The second build failed although the first, of the same source, did not.</summary>
    public const string SecondBuildFailed = "REPRO4002";

    /// <summary>A build was cancelled.</summary>
    public const string BuildCancelled = "REPRO4003";

    /// <summary>A build ran out of time.</summary>
    public const string BuildTimedOut = "REPRO4004";

    /// <summary>The disk is full.</summary>
    public const string DiskFull = "REPRO4005";

    /// <summary>A step of the build runs programs of a platform that this machine cannot run.</summary>
    public const string PlatformNotRunnable = "REPRO4006";

    // REPRO5xxx: the images differ

    /// <summary>The verdict: two builds differ.</summary>
    public const string Divergent = "REPRO5001";

    /// <summary>The verdict: something could not be compared.</summary>
    public const string Inconclusive = "REPRO5002";

    /// <summary>The verdict: nothing differs but what is accepted (a warning).</summary>
    public const string ReproducibleExcept = "REPRO5003";

    /// <summary>An acceptance has expired (an error), or accepts nothing (a warning).</summary>
    public const string StaleAcceptance = "REPRO5004";

    /// <summary>Fields of the manifest or the configuration differ.</summary>
    public const string EnvelopeDiffers = "REPRO5101";

    /// <summary>The same layer is compressed to other bytes.</summary>
    public const string CompressionDiffers = "REPRO5102";

    /// <summary>A layer stands on one side alone, or the layers in another sequence.</summary>
    public const string LayersDiffer = "REPRO5103";

    /// <summary>A platform stands on one side alone.</summary>
    public const string PlatformMissing = "REPRO5104";

    /// <summary>The index around the images differs (a message: no image digest depends on it).</summary>
    public const string IndexDiffers = "REPRO5105";

    /// <summary>The content of a file differs.</summary>
    public const string ContentDiffers = "REPRO5299";

    /// <summary>An entry stands on one side alone.</summary>
    public const string EntryMissing = "REPRO5202";

    /// <summary>A path is another kind of entry on each side, or links to another target.</summary>
    public const string EntryTypeDiffers = "REPRO5203";

    /// <summary>Header fields of an entry differ: times, mode, owner, attributes.</summary>
    public const string MetadataDiffers = "REPRO5301";

    /// <summary>The same entries stand in another sequence.</summary>
    public const string EntryOrderDiffers = "REPRO5302";

    /// <summary>The bytes around the entries of a layer differ.</summary>
    public const string TarPaddingDiffers = "REPRO5303";

    /// <summary>A path stands more often in a layer of one side.</summary>
    public const string DuplicateEntry = "REPRO5304";

    // REPRO6xxx: archives and registries

    /// <summary>An archive does not exist.</summary>
    public const string ArchiveMissing = "REPRO6001";

    /// <summary>A file is no archive of an image.</summary>
    public const string NotAnArchive = "REPRO6002";

    /// <summary>An archive ends before its end.</summary>
    public const string ArchiveTruncated = "REPRO6003";

    /// <summary>A blob's bytes do not hash to its digest.</summary>
    public const string DigestMismatch = "REPRO6004";

    /// <summary>A blob's length is not the one promised.</summary>
    public const string SizeMismatch = "REPRO6005";

    /// <summary>A blob that a manifest names is not there.</summary>
    public const string BlobMissing = "REPRO6006";

    /// <summary>A named limit is exceeded.</summary>
    public const string LimitExceeded = "REPRO6007";

    /// <summary>A manifest, index or configuration is malformed.</summary>
    public const string MalformedManifest = "REPRO6008";

    /// <summary>A media type that is not known.</summary>
    public const string UnknownMediaType = "REPRO6009";

    /// <summary>A layer's tar or compression is malformed.</summary>
    public const string MalformedLayer = "REPRO6010";

    /// <summary>An archive holds something that a canonical rewrite would lose or make untrue.</summary>
    public const string CannotRewrite = "REPRO6020";

    /// <summary>A registry cannot be reached: no such host, refused, silent, broken off.</summary>
    public const string RegistryUnreachable = "REPRO6030";

    /// <summary>A registry's TLS certificate is not trusted, or it speaks no TLS where it must.</summary>
    public const string RegistryUntrusted = "REPRO6031";

    /// <summary>A registry wants other credentials, or more rights.</summary>
    public const string AccessDenied = "REPRO6032";

    /// <summary>A registry is overloaded, out of order, or has been asked too often.</summary>
    public const string RegistryBusy = "REPRO6033";

    /// <summary>A registry's answer is none that a registry gives.</summary>
    public const string MalformedAnswer = "REPRO6034";

    /// <summary>A file or program that should give credentials cannot be used.</summary>
    public const string CredentialsUnusable = "REPRO6036";

    /// <summary>A registry sends on to, or wants credentials sent to, a place without TLS.</summary>
    public const string InsecureAnswer = "REPRO6037";

    // REPRO7xxx: publishing

    /// <summary>What is to be published is not what was verified.</summary>
    public const string NotWhatWasVerified = "REPRO7002";

    /// <summary>Two destinations are named, and the image goes to one of them (a warning).</summary>
    public const string TwoDestinations = "REPRO7003";

    /// <summary>A registry refuses what is pushed to it.</summary>
    public const string PushRefused = "REPRO7010";

    /// <summary>An archive cannot be pushed: it is not one image, or not whole.</summary>
    public const string CannotPush = "REPRO7011";

    /// <summary>There is no container daemon to load an image into.</summary>
    public const string NoLocalStore = "REPRO7012";

    /// <summary>A container daemon does not take an image, or has another one afterwards.</summary>
    public const string NotLoaded = "REPRO7013";
}
