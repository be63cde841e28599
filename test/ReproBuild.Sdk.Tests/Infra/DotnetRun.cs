namespace ReproBuild.Sdk.Tests.Infra;

/// <summary>What a run of <c>dotnet</c> came to.</summary>
public sealed record DotnetRun(int ExitCode, string Output)
{
    /// <summary>What was told as it happened, without the summary at the end, which says all of it once more.</summary>
    public string Told => Output.Split("\nBuild FAILED.")[0].Split("\nBuild succeeded.")[0];

    /// <summary>The run, if it ended well.</summary>
    public DotnetRun Succeeded()
    {
        Assert.AreEqual(0, ExitCode, Output);
        return this;
    }

    /// <summary>The run, if it failed and said so with this text.</summary>
    public DotnetRun FailedWith(string text)
    {
        Assert.AreNotEqual(0, ExitCode, Output);
        return Says(text).DoesNotSay("MSB4018");
    }

    public DotnetRun Says(string text)
    {
        Assert.Contains(text, Output);
        return this;
    }

    public DotnetRun DoesNotSay(string text)
    {
        Assert.DoesNotContain(text, Output);
        return this;
    }
}
