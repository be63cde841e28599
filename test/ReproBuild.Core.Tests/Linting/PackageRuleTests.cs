namespace ReproBuild.Core.Tests.Linting;

[TestClass]
public sealed class PackageRuleTests
{
    private const string Code = "REPRO3415";

    [TestMethod]
    [DataRow("apk add --no-cache ca-certificates tzdata", "apk add takes ca-certificates and tzdata in whichever versions", "RUN apk add --no-cache ca-certificates=<version> tzdata=<version>")]
    [DataRow("apk add -t .deps gcc=12.2-r1 make", "takes make in whichever version", "RUN apk add -t .deps gcc=12.2-r1 make=<version>")]
    [DataRow("apk add 'gcc~=12' \"make>4\"", "takes gcc~=12 and make>4", "RUN apk add gcc=<version> make=<version>")]
    [DataRow("apt-get -y -o A=b install curl", "apt-get install takes curl in whichever version the mirror has", "RUN apt-get -y -o A=b install curl=<version>")]
    [DataRow("apt install -t bookworm-backports 'curl=7.*' git/stable", "takes curl=7.* and git/stable", "RUN apt install -t bookworm-backports curl=<version> git=<version>")]
    [DataRow("sudo DEBIAN_FRONTEND=noninteractive apt-get install -y curl", "takes curl", "RUN sudo DEBIAN_FRONTEND=noninteractive apt-get install -y curl=<version>")]
    [DataRow("dnf install -y python3-devel glibc-2.34-83.el9", "takes python3-devel in", "RUN dnf install -y python3-devel-<version> glibc-2.34-83.el9")]
    [DataRow("microdnf install tar", "takes tar", "RUN microdnf install tar-<version>")]
    [DataRow("pip install --no-cache-dir -i https://pypi.example/simple flask 'requests>=2'", "takes flask and requests>=2", "RUN pip install --no-cache-dir -i https://pypi.example/simple flask==<version> requests==<version>")]
    [DataRow("python3 -m pip install flask", "pip install takes flask", "RUN python3 -m pip install flask==<version>")]
    [DataRow("uv pip install flask==3.*", "takes flask==3.*", "RUN uv pip install flask==<version>")]
    [DataRow("npm install -g npm@latest @angular/cli typescript@5.4.2", "takes npm@latest and @angular/cli", "RUN npm install -g npm@<version> @angular/cli@<version> typescript@5.4.2")]
    [DataRow("gem install rails", "takes rails", "RUN gem install rails:<version>")]
    [DataRow("go install -ldflags '-s -w' example.com/x/cmd/y@latest", "takes example.com/x/cmd/y@latest", "RUN go install -ldflags '-s -w' example.com/x/cmd/y@<version>")]
    [DataRow("cargo install --locked ripgrep", "takes ripgrep", "RUN cargo install --locked ripgrep@<version>")]
    [DataRow("dotnet tool install --global dotnet-ef", "dotnet tool install takes dotnet-ef", "RUN dotnet tool install --global dotnet-ef --version <version>")]
    public void Packages_without_a_version_are_named_with_the_line_to_write(string command, string says, string writes) => Linted.Finds(Code, command, says, writes);

    [TestMethod]
    [DataRow("apk add curl=8.5.0-r0")]
    [DataRow("apk add --no-cache \"curl=$CURL_VERSION\" $PACKAGES")]
    [DataRow("apk add --repository https://example.com/edge --virtual .deps gcc=1-r0")]
    [DataRow("apk add --allow-untrusted ./local.apk /tmp/other.apk")]
    [DataRow("apk del gcc && apk info curl")]
    [DataRow("apt-get install -y curl=7.88.1-10 libssl3:amd64=3.0")]
    [DataRow("apt-get install -y ./a.deb /tmp/b.deb vim-")]
    [DataRow("apt-get install -y linux-headers-$(uname -r)")]
    [DataRow("apt-get update && apt-get install -f -y")]
    [DataRow("apt-get install --snapshot 20240101T000000Z curl")]
    [DataRow("apt-get -s install curl")]
    [DataRow("apt-cache policy curl; echo apt-get install curl")]
    [DataRow("dnf install -y glibc-2.34 https://example.com/a.rpm ./b.rpm @development")]
    [DataRow("pip install -r requirements.txt")]
    [DataRow("pip3.11 install --constraint c.txt flask")]
    [DataRow("pip install flask==3.0.0 './dir' . dist/a-1.0-py3-none-any.whl 'x @ https://e.com/x.whl'")]
    [DataRow("pip install --editable .")]
    [DataRow("pip install --upgrade-strategy eager flask==3.0.0")]
    [DataRow("pip download flask; pip --version")]
    [DataRow("npm ci")]
    [DataRow("npm install -g ./package.tgz user/repo npm@10.2.0")]
    [DataRow("npm run install")]
    [DataRow("gem install rails:7.1 && gem install rake -v 13.0.6 && gem install x.gem")]
    [DataRow("go install ./... && go install example.com/x@v1.2.3 && go install example.com/x@0123abcdef && go install example.com/x@$V")]
    [DataRow("cargo install --locked ripgrep@14.1.0 && cargo install --locked --path . && cargo install --locked x --version 1.0.0")]
    [DataRow("dotnet tool install dotnet-ef --version 8.0.0 && dotnet tool restore && dotnet restore")]
    [DataRow("if apt-get install; then true")]
    public void Packages_with_a_version_or_none_to_say_are_passed_over(string command) => Linted.Passes(Code, command);

    [TestMethod]
    public void A_mirror_without_a_day_says_no_versions() => Assert.HasCount(1,
        Linted.Lines("RUN echo 'deb https://mirror.example/debian bookworm-20240101 main' > /etc/apt/sources.list\nRUN --mount=type=tmpfs,target=/var/log apt-get install -y curl"));

    [TestMethod]
    public void A_mirror_that_never_changes_says_the_versions() => Assert.IsEmpty(
        Linted.Lines("RUN echo 'deb https://snapshot.example/archive/debian/20240101T000000Z bookworm main' > /etc/apt/sources.list\nRUN --mount=type=tmpfs,target=/var/log apt-get install -y curl"));

    [TestMethod]
    [DataRow("npm install", "npm install takes other versions", "RUN npm ci")]
    [DataRow("npm i --omit dev", "npm i takes", "RUN npm ci --omit dev")]
    [DataRow("cargo install ripgrep@14.1.0", "cargo install without --locked", "RUN cargo install --locked ripgrep@14.1.0")]
    public void An_installation_that_may_go_past_its_lock_file_is_named(string command, string says, string writes) => Linted.Finds(Code, command, says, writes);

    [TestMethod]
    [DataRow("apt-get update && apt-get -y upgrade", "apt-get upgrade brings")]
    [DataRow("apk upgrade --no-cache", "apk upgrade brings")]
    [DataRow("dnf -y update", "dnf update brings")]
    public void An_upgrade_of_everything_is_named(string command, string says) => Linted.Finds(Code, command, says, null);

    [TestMethod]
    [DataRow("apt-get update")]
    [DataRow("apk update")]
    [DataRow("apk add --upgrade curl=1-r0")]
    public void An_update_of_lists_is_no_upgrade(string command) => Linted.Passes(Code, command);

    [TestMethod]
    public void The_line_is_that_of_the_command_and_the_lines_to_write_begin_there()
    {
        var found = Linted.Lines("RUN set -e && \\\n    apk add --no-cache \\\n      curl \\\n      # the client\n      git=2.43.0-r0 \\\n      jq && \\\n    rm -rf /x\n").Single();

        Assert.AreEqual((3, 5, 2), (found.Line, found.Column, found.InstructionLine));
        Assert.AreEqual("    apk add --no-cache \\\n      curl=<version> \\\n      # the client\n      git=2.43.0-r0 \\\n      jq=<version> && \\", found.Remedy.Paste);
    }

    [TestMethod]
    public void What_is_assigned_for_a_command_in_the_line_before_stays_as_it_is()
    {
        var found = Linted.Lines("RUN A=1 B=\"$B\" \\\n    apk add curl\n").Single();

        Assert.AreEqual((3, 5), (found.Line, found.Column));
        Assert.AreEqual("    apk add curl=<version>", found.Remedy.Paste);
    }

    [TestMethod]
    public void Hostile_names_are_shown_as_such()
    {
        var found = Linted.Run(Code, "apk add 'a\u202Eb'").Single();

        Assert.Contains("a\\u{202e}b", found.Diagnostic.Message);
        Assert.DoesNotContain("\u202E", found.Diagnostic.Message);
    }

    [TestMethod]
    public void Many_names_are_counted() =>
        Assert.Contains("takes a1, a2, a3, a4 and 3 more in", Linted.Run(Code, "apk add a1 a2 a3 a4 a5 a6 a7").Single().Diagnostic.Message);

    [TestMethod]
    public void The_JSON_form_is_named_without_a_line_to_write() =>
        Assert.IsNull(Linted.Run(Code, "[\"apk\", \"add\", \"curl\"]").Single().Remedy.Paste);
}
