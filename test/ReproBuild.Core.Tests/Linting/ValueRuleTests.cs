namespace ReproBuild.Core.Tests.Linting;

[TestClass]
public sealed class ValueRuleTests
{
    [TestMethod]
    [DataRow("date > /build-info", "/build-info", "ARG SOURCE_DATE_EPOCH\nRUN date -u -d @$SOURCE_DATE_EPOCH > /build-info")]
    [DataRow("date -u +%Y-%m-%d >> /f", "/f", "ARG SOURCE_DATE_EPOCH\nRUN date -d @$SOURCE_DATE_EPOCH -u +%Y-%m-%d >> /f")]
    [DataRow("date -Iseconds | tee -a /f", "/f", "ARG SOURCE_DATE_EPOCH\nRUN date -u -d @$SOURCE_DATE_EPOCH -Iseconds | tee -a /f")]
    [DataRow("echo \"built $(date)\" > /f", "/f", "ARG SOURCE_DATE_EPOCH\nRUN echo \"built $(date -u -d @$SOURCE_DATE_EPOCH)\" > /f")]
    [DataRow("{ echo x; date; } > /f", "/f", "ARG SOURCE_DATE_EPOCH\nRUN { echo x; date -u -d @$SOURCE_DATE_EPOCH; } > /f")]
    [DataRow("sh -c 'date > /f'", "/f", "ARG SOURCE_DATE_EPOCH\nRUN sh -c 'date -u -d @$SOURCE_DATE_EPOCH > /f'")]
    [DataRow("sh -c date > /f", "/f", "ARG SOURCE_DATE_EPOCH\nRUN sh -c date -u -d @$SOURCE_DATE_EPOCH > /f")]
    [DataRow("sed -i \"s/@DATE@/$(date)/\" /app/config", "/app/config", "ARG SOURCE_DATE_EPOCH\nRUN sed -i \"s/@DATE@/$(date -u -d @$SOURCE_DATE_EPOCH)/\" /app/config")]
    [DataRow("now=$(date +%s) && echo $now > /f", "/f", "ARG SOURCE_DATE_EPOCH\nRUN now=$(date -u -d @$SOURCE_DATE_EPOCH +%s) && echo $now > /f")]
    [DataRow("go build -trimpath -buildvcs=false -ldflags \"-X main.built=`date`\" .", "the program", "ARG SOURCE_DATE_EPOCH\nRUN go build -trimpath -buildvcs=false -ldflags \"-X main.built=`date -u -d @$SOURCE_DATE_EPOCH`\" .")]
    public void The_clock_in_a_file_is_named_with_the_line_to_write(string command, string file, string writes) =>
        Linted.Finds("REPRO3201", command, $"date writes the time of the build into {file}", writes);

    [TestMethod]
    [DataRow("date")]
    [DataRow("date > /dev/null")]
    [DataRow("date >&2")]
    [DataRow("date > /tmp/started")]
    [DataRow("echo \"started $(date)\"")]
    [DataRow("date -d @$SOURCE_DATE_EPOCH > /f")]
    [DataRow("date -u --date=\"@${SOURCE_DATE_EPOCH}\" +%F > /f")]
    [DataRow("date -ud @0 > /f")]
    [DataRow("date -r /etc/passwd > /f")]
    [DataRow("faketime '2020-01-01' date > /f")]
    [DataRow("command -v date > /f")]
    [DataRow("echo date > /f")]
    [DataRow("echo 'run $(date) later' > /f")]
    [DataRow("update-date > /f")]
    [DataRow("now=$(date +%s) && echo started at $now && echo done > /f")]
    [DataRow("--mount=type=cache,target=/cache date > /cache/last")]
    [DataRow("mkdir -p $(dirname /a/date) > /f")]
    public void A_clock_that_is_not_written_or_no_clock_is_passed_over(string command) => Linted.Passes("REPRO3201", command);

    [TestMethod]
    public void An_epoch_that_is_declared_is_not_declared_again() =>
        Assert.AreEqual("RUN date -u -d @$SOURCE_DATE_EPOCH > /f", Linted.Lines("ARG SOURCE_DATE_EPOCH\nRUN date > /f").Single().Remedy.Paste);

    [TestMethod]
    public void In_a_line_further_down_the_epoch_is_declared_before_the_RUN()
    {
        var found = Linted.Lines("RUN a && \\\n  date > /f").Single();

        Assert.AreEqual((3, 3), (found.Line, found.Column));
        Assert.AreEqual("  date -u -d @$SOURCE_DATE_EPOCH > /f", found.Remedy.Paste);
        Assert.Contains("put ARG SOURCE_DATE_EPOCH before this RUN", found.Remedy.Advice);
    }

    [TestMethod]
    [DataRow("uuidgen > /etc/id", "uuidgen writes a value by chance into /etc/id")]
    [DataRow("echo SECRET=$(openssl rand -hex 16) >> /etc/env", "openssl writes a value by chance into /etc/env")]
    [DataRow("openssl rand -out /etc/seed 32", "/etc/seed")]
    [DataRow("cat /proc/sys/kernel/random/uuid > /id", "/id")]
    [DataRow("tr -dc a-z < /dev/urandom | head -c 8 > /id", "/id")]
    [DataRow("dd if=/dev/urandom of=/seed bs=1 count=8", "/seed")]
    public void Chance_in_a_file_is_named(string command, string says) => Linted.Finds("REPRO3206", command, says, null);

    [TestMethod]
    [DataRow("uuidgen")]
    [DataRow("openssl rand -hex 16 | cat > /dev/null")]
    [DataRow("openssl version > /f")]
    [DataRow("dd if=/dev/urandom of=/dev/null bs=1 count=8")]
    [DataRow("echo /dev/random-thing > /f")]
    public void Chance_that_stays_nowhere_is_passed_over(string command) => Linted.Passes("REPRO3206", command);

    [TestMethod]
    [DataRow("ssh-keygen -A")]
    [DataRow("ssh-keygen -t ed25519 -N '' -f /etc/ssh/key")]
    [DataRow("openssl req -x509 -newkey rsa:2048 -nodes -keyout /k -out /c")]
    [DataRow("openssl genrsa -out /k")]
    [DataRow("keytool -genkeypair -keystore /k")]
    public void A_key_made_by_the_build_is_named(string command) => Linted.Finds("REPRO3411", command, "makes a key while the image is built", null);

    [TestMethod]
    [DataRow("ssh-keygen -R example.com")]
    [DataRow("ssh-keygen -l -f /k -t rsa")]
    [DataRow("openssl x509 -in /c")]
    [DataRow("openssl req -new -key /k")]
    [DataRow("keytool -importcert -file /c")]
    public void What_reads_or_forgets_keys_is_passed_over(string command) => Linted.Passes("REPRO3411", command);
}
