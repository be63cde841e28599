namespace ReproBuild.Core.Tests.Dockerfiles.Shapes;

/// <summary>Odd corners of the format.</summary>
internal static class OddShapes
{
    public static readonly Shape[] All =
    [
        new("onbuild of a base image", """
            FROM node:22
            ONBUILD COPY package.json /app/
            ONBUILD COPY --from=tools/linter:3 /bin/lint /bin/
            ONBUILD RUN --mount=type=bind,from=tools/npm:9,target=/n npm install

            """, "node:22", "tools/linter:3", "tools/npm:9"),
        new("windows with a backtick", """
            # escape=`
            FROM mcr.microsoft.com/windows/servercore:ltsc2022
            SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
            RUN Invoke-WebRequest -Uri https://example.org/x.zip -OutFile C:\x.zip; `
                Expand-Archive C:\x.zip -DestinationPath C:\; `
                Remove-Item C:\x.zip
            WORKDIR C:\app\

            """, "mcr.microsoft.com/windows/servercore:ltsc2022"),
        new("windows paths", """
            # escape = `

            FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8
            COPY dir\ C:\inetpub\
            RUN icacls C:\inetpub /grant:r Users:(OI)(CI)F

            """, "mcr.microsoft.com/dotnet/framework/aspnet:4.8"),
        new("carriage returns", "FROM alpine:3\r\nRUN apk add \\\r\n  curl \\\r\n  git\r\n\r\nCMD [\"sh\"]\r\n", "alpine:3"),
        new("byte order mark", "\uFEFF# syntax=docker/dockerfile:1.7\nFROM alpine:3\n", "docker/dockerfile:1.7", "alpine:3"),
        new("no line feed at the end", "FROM alpine:3\nRUN x", "alpine:3"),
        new("continuation at the end", "FROM alpine:3\nRUN x \\", "alpine:3"),
        new("tabs and spaces before keywords", "\n\t FROM alpine:3\n   RUN x\n\tCMD y\n", "alpine:3"),
        new("maintainer and old env", """
            FROM ubuntu:14.04
            MAINTAINER Someone <a@example.org>
            ENV DEBIAN_FRONTEND noninteractive
            ENV JAVA_HOME /usr/lib/jvm/java 7
            ADD https://example.org/a.tar.gz /opt/

            """, "ubuntu:14.04"),
        new("labels of many lines", """
            FROM alpine:3
            LABEL org.opencontainers.image.title="A \"title\"" \
                  org.opencontainers.image.description='It is one' \
                  vendor=ACME\ Incorporated \
                  multi="line one \
            line two"

            """, "alpine:3"),
        new("volumes in both forms", """
            FROM postgres:16
            VOLUME /data /log
            VOLUME ["/var/lib/postgresql/data"]
            EXPOSE 5432/tcp 5433/udp

            """, "postgres:16"),
        new("health checks", "FROM httpd:2.4\nHEALTHCHECK --interval=5m --timeout=3s --start-period=10s --retries=3 \\\n  CMD curl -f http://localhost/ || exit 1\n", "httpd:2.4"),
        new("health check taken back", "FROM httpd:2.4\nHEALTHCHECK NONE\n", "httpd:2.4"),
        new("secrets and ssh", "# syntax=docker/dockerfile:1.4\nFROM alpine:3\nRUN --mount=type=secret,id=aws,target=/root/.aws/credentials,required=true --mount=type=ssh git clone git@example.org:a/b\n", "docker/dockerfile:1.4", "alpine:3"),
        new("csv with quotes in a mount", "FROM alpine:3\nRUN --mount=type=bind,\\\"source=a,b\\\",target=/x,from=busybox:1 ls\n", "alpine:3", "busybox:1"),
        new("everything pinned", "FROM alpine:3@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nCOPY --from=busybox@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb /bin/busybox /b\n", "alpine:3@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "busybox@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"),
        new("from scratch alone", "FROM scratch\nADD rootfs.tar.xz /\nCMD [\"bash\"]\n"),
        new("a target for every environment", """
            FROM node:22 AS base
            FROM base AS development
            CMD ["npm", "run", "dev"]
            FROM base AS production
            RUN npm run build
            FROM nginx:1 AS web
            COPY --from=production /app/dist /usr/share/nginx/html

            """, "node:22", "nginx:1"),
        new("stage names in capitals", "FROM golang:1 AS BUILD\nFROM alpine:3\nCOPY --from=Build /a /b\n", "golang:1", "alpine:3"),
        new("one name for several stages", """
            FROM a:1 AS x
            FROM x AS x
            FROM x
            COPY --from=x / /

            """, "a:1"),
        new("default within from", "ARG BASE\nFROM ${BASE:-alpine:3.20}\n", "alpine:3.20"),
        new("alternate value within from", "ARG DEBUG\nFROM gcr.io/distroless/base${DEBUG:+:debug}\n", "gcr.io/distroless/base"),
        new("trimmed version", "ARG V=v1.2.3\nFROM tool:${V#v}\n", "tool:1.2.3"),
        new("replaced characters", "ARG BRANCH=feature/x/y\nFROM tool:${BRANCH//\\//-}\n", "tool:feature-x-y"),
        new("quoted from", "FROM \"alpine:3\" AS a\nFROM 'busybox:1'\n", "alpine:3", "busybox:1"),
        new("several args of one line", "ARG A=alpine B=3\nFROM $A:$B\n", "alpine:3"),
        new("arg between stages", "FROM alpine:3 AS a\nARG V=9\nFROM busybox:${V:-1}\n", "alpine:3", "busybox:1"),
        new("comments everywhere", """
            # one
            # two

            #three
            FROM alpine:3
              # indented
            RUN a && \
            # at the start
                b && \
                # in between
                c # not a comment

            """, "alpine:3"),
        new("links and exclusions", "FROM alpine:3\nCOPY --link --chmod=755 --exclude=*.md --exclude=.git . /app\nADD --keep-git-dir=true https://example.org/a/b.git#v1 /src\n", "alpine:3"),
        new("json with escapes", "FROM alpine:3\nRUN [\"sh\", \"-c\", \"echo \\\"a\\\" > \\u002Fb\"]\nCOPY [\"a b\", \"c\\td\", \"/dest/\"]\n", "alpine:3"),
        new("test for a bracket", "FROM alpine:3\nRUN [ -f /etc/passwd ] && echo yes\nRUN [[ \"a\" == \"a\" ]] || true\n", "alpine:3"),
        new("shell with quotes and dollars", "FROM alpine:3\nRUN for i in 1 2; do echo \"$i\" '$i' ${i} `date` $(uname -m); done; awk '{print $1}' /etc/passwd\n", "alpine:3"),
        new("unicode", "FROM alpine:3\nLABEL author=\"Jörg Müller 株式会社 🚀\"\nRUN echo \"naïve\"\n", "alpine:3"),
        new("tag and port", "FROM localhost:5000/a/b:c AS d\nFROM [::1]:5000/e\n", "localhost:5000/a/b:c", "[::1]:5000/e"),
    ];
}
