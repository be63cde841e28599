using ReproBuild.Causes;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>A key is made while the image is built.</summary>
internal sealed class GeneratedKey : CommandRule
{
    protected override LintWords? Check(LintStep step, ShellCommand command) => MakesKey(command)
        ? new LintWords("REPRO3411", "A key made by the build",
            $"{command.Name} makes a key while the image is built: every build is another image, and whoever has the image has the key.",
            new Remedy("Make it when the container starts, or hand it to the container as a secret."))
        : null;

    private static bool MakesKey(ShellCommand command)
    {
        var words = command.Arguments.Select(a => a.Text).ToList();
        return command.Name switch
        {
            "ssh-keygen" => words.Any(w => w is "-A" or "-t") && !words.Any(w => w is "-l" or "-y" or "-R" or "-F" or "-H" or "-B" or "-Y" or "-s"),
            "openssl" => words.FirstOrDefault() is "genrsa" or "genpkey" or "gendsa" or "dhparam" || (words.FirstOrDefault() == "req" && words.Any(w => w is "-newkey" or "-new") && words.Contains("-x509"))
                || (words.FirstOrDefault() == "ecparam" && words.Contains("-genkey")),
            "keytool" => words.Any(w => w is "-genkeypair" or "-genkey" or "-genseckey"),
            "make-ssl-cert" or "dropbearkey" => true,
            _ => false,
        };
    }
}
