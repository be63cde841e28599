using ReproBuild.Core.Tests.Dockerfiles;

namespace ReproBuild.Core.Tests.Linting;

[TestClass]
public sealed class DownloadRuleTests
{
    private const string Code = "REPRO3101";

    [TestMethod]
    public void An_address_that_ADD_does_not_check_is_named_with_the_line_to_write()
    {
        var found = Linted.Lines("ADD --chmod=0755 https://example.com/tool-1.2 /usr/bin/tool").Single();

        Assert.AreEqual((Code, 2, 18), (found.Code, found.Line, found.Column));
        Assert.AreEqual("ADD --chmod=0755 --checksum=sha256:<digest> https://example.com/tool-1.2 /usr/bin/tool", found.Remedy.Paste);
    }

    [TestMethod]
    [DataRow("ADD https://github.com/o/r.git /src")]
    [DataRow("ADD https://github.com/o/r.git#main:sub /src")]
    [DataRow("ADD git@github.com:o/r.git#refs/heads/master /src")]
    public void A_branch_that_ADD_takes_is_named(string add) => Assert.Contains("a branch moves", Linted.Lines(add).Single().Sentence);

    [TestMethod]
    [DataRow("ADD --checksum=sha256:abc https://example.com/tool /t")]
    [DataRow("ADD https://github.com/o/r.git#v1.2.3 /src")]
    [DataRow("ADD https://github.com/o/r.git#$COMMIT /src")]
    [DataRow("ADD archive.tar.gz https /src/")]
    [DataRow("COPY --from=a https://x /y")]
    public void What_ADD_checks_or_does_not_fetch_is_passed_over(string add) =>
        Read.Same(Linted.File("FROM scratch AS a\nFROM scratch\n" + add).Select(f => f.Code));

    [TestMethod]
    [DataRow("curl -fsSL https://get.example.com | sh")]
    [DataRow("wget -qO- https://example.com/setup_20.x | sudo -E bash -")]
    [DataRow("bash -c \"$(curl -fsSL https://example.com/install.sh)\"")]
    [DataRow("curl https://example.com/get.py | python3 -")]
    [DataRow("curl -o /x https://github.com/o/r/releases/latest/download/x")]
    [DataRow("wget https://raw.githubusercontent.com/o/r/main/install.sh")]
    public void A_download_that_is_run_or_moves_is_named(string command) => Linted.Finds(Code, command, "nothing checks", null);

    [TestMethod]
    [DataRow("curl -o /x https://example.com/x-1.2.tar.gz")]
    [DataRow("curl -o x https://example.com/latest/x && echo 'abc  x' | sha256sum -c")]
    [DataRow("curl -fsSL https://example.com/install.sh | gpg --verify sig - && sh install.sh")]
    [DataRow("curl https://example.com/data.json | python3 -c 'import sys'")]
    [DataRow("curl https://example.com/x-1.2.tar.gz | tar -xz")]
    [DataRow("curl -f http://localhost/latest/health")]
    [DataRow("curl https://example.com/main.tar.gz -o /x")]
    [DataRow("echo curl https://get.example.com | sh -c cat")]
    public void A_download_of_one_version_or_with_a_check_is_passed_over(string command) => Linted.Passes(Code, command);

    [TestMethod]
    [DataRow("git clone https://github.com/o/r.git", "RUN git clone https://github.com/o/r.git && git -C r checkout <commit>")]
    [DataRow("git clone -b main https://github.com/o/r /src && make", "RUN git clone -b main https://github.com/o/r /src && git -C /src checkout <commit> && make")]
    [DataRow("git clone --depth 1 git@github.com:o/r.git", null)]
    public void A_branch_that_git_clones_is_named(string command, string? writes) => Linted.Finds(Code, command, "git clone takes what a branch", writes);

    [TestMethod]
    [DataRow("git clone -b v1.2.3 --depth 1 https://github.com/o/r.git")]
    [DataRow("git clone --branch=$TAG https://github.com/o/r.git")]
    [DataRow("git clone https://github.com/o/r.git && cd r && git checkout 0123abc")]
    [DataRow("git clone https://github.com/o/r.git && git -C r reset --hard $COMMIT")]
    [DataRow("git clone /local/repository x")]
    [DataRow("git clone --revision=0123abc https://github.com/o/r.git")]
    public void A_commit_or_a_tag_that_git_clones_is_passed_over(string command) => Linted.Passes(Code, command);

    [TestMethod]
    public void A_check_in_a_later_RUN_of_the_stage_counts() =>
        Assert.IsEmpty(Linted.Lines("RUN curl -O https://example.com/latest/x\nRUN sha256sum -c x.sum"));
}
