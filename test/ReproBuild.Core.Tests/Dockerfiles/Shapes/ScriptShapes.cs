namespace ReproBuild.Core.Tests.Dockerfiles.Shapes;

/// <summary>Of scripting languages, sites and services.</summary>
internal static class ScriptShapes
{
    public static readonly Shape[] All =
    [
        new("node with npm ci", """
            FROM node:22-alpine AS deps
            WORKDIR /app
            COPY package.json package-lock.json* ./
            RUN npm ci
            FROM node:22-alpine AS runner
            ENV NODE_ENV=production
            COPY --from=deps /app/node_modules ./node_modules
            EXPOSE 3000
            CMD ["node", "server.js"]

            """, "node:22-alpine", "node:22-alpine"),
        new("node with several lock files", """
            FROM node:20-alpine AS base
            FROM base AS deps
            RUN apk add --no-cache libc6-compat
            RUN \
              if [ -f yarn.lock ]; then yarn --frozen-lockfile; \
              elif [ -f package-lock.json ]; then npm ci; \
              else echo "No lock file." && exit 1; \
              fi
            FROM base AS builder
            COPY --from=deps /app/node_modules ./node_modules
            FROM base
            COPY --from=builder --chown=app:app /app/out ./
            ENV PORT 3000

            """, "node:20-alpine"),
        new("pnpm with a store mount", """
            FROM node:22-slim AS base
            ENV PNPM_HOME="/pnpm"
            ENV PATH="$PNPM_HOME:$PATH"
            RUN corepack enable
            FROM base AS prod-deps
            RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --prod --frozen-lockfile
            FROM base
            COPY --from=prod-deps /app/node_modules /app/node_modules

            """, "node:22-slim"),
        new("python with a virtual environment", """
            FROM python:3.12-slim AS builder
            ENV PYTHONDONTWRITEBYTECODE=1 \
                PYTHONUNBUFFERED=1 \
                PIP_NO_CACHE_DIR=1
            RUN python -m venv /opt/venv
            ENV PATH="/opt/venv/bin:$PATH"
            COPY requirements.txt .
            RUN pip install -r requirements.txt
            FROM python:3.12-slim
            COPY --from=builder /opt/venv /opt/venv
            CMD gunicorn --bind :$PORT --workers 1 main:app

            """, "python:3.12-slim", "python:3.12-slim"),
        new("a tool copied out of an image", "FROM python:3.12-slim-bookworm\nCOPY --from=ghcr.io/astral-sh/uv:0.5 /uv /uvx /bin/\nRUN uv sync --frozen\n", "python:3.12-slim-bookworm", "ghcr.io/astral-sh/uv:0.5"),
        new("a tool mounted from an image", """
            FROM python:3.12-slim
            RUN --mount=from=ghcr.io/astral-sh/uv:latest,source=/uv,target=/bin/uv \
                --mount=type=cache,target=/root/.cache/uv \
                uv pip install --system -r requirements.txt

            """, "python:3.12-slim", "ghcr.io/astral-sh/uv:latest"),
        new("poetry export", """
            FROM python:3.11 AS requirements-stage
            RUN pip install poetry && poetry export -f requirements.txt --output requirements.txt --without-hashes
            FROM python:3.11
            COPY --from=requirements-stage /tmp/requirements.txt /code/requirements.txt

            """, "python:3.11", "python:3.11"),
        new("conda as the shell", """
            FROM continuumio/miniconda3:24.7.1-0
            SHELL ["conda", "run", "-n", "env", "/bin/bash", "-c"]
            RUN python -c "import numpy"
            ENTRYPOINT ["conda", "run", "--no-capture-output", "-n", "env", "python", "run.py"]

            """, "continuumio/miniconda3:24.7.1-0"),
        new("ruby with checks as errors", """
            # syntax=docker/dockerfile:1
            # check=error=true
            ARG RUBY_VERSION=3.3.5
            FROM docker.io/library/ruby:$RUBY_VERSION-slim AS base
            WORKDIR /rails
            FROM base AS build
            RUN bundle install && rm -rf ~/.bundle/ "${BUNDLE_PATH}"/ruby/*/cache
            FROM base
            COPY --from=build "${BUNDLE_PATH}" "${BUNDLE_PATH}"
            ENTRYPOINT ["/rails/bin/entrypoint"]

            """, "docker/dockerfile:1", "docker.io/library/ruby:3.3.5-slim"),
        new("php with composer", """
            FROM composer:2 AS vendor
            RUN composer install --no-dev
            FROM php:8.3-fpm-alpine
            COPY --from=mlocati/php-extension-installer:2 /usr/bin/install-php-extensions /usr/local/bin/
            COPY --from=vendor /app/vendor /var/www/vendor

            """, "composer:2", "php:8.3-fpm-alpine", "mlocati/php-extension-installer:2"),
        new("sed expressions", "FROM perl:5.40\nRUN sed -i -e 's/$HOME/\\/root/g' -e \"s|a\\\\b|c|\" /etc/profile\nRUN perl -pe 's/x/y/' /etc/hosts\n", "perl:5.40"),
        new("run with a heredoc script", """
            FROM debian:12
            RUN <<EOF
            set -eux
            apt-get update
            # FROM inside:1
            apt-get install -y curl
            EOF

            """, "debian:12"),
        new("heredocs for configuration", "FROM nginx:1.27\nCOPY <<-\"NGINX\" /etc/nginx/conf.d/default.conf\n\tserver {\n\t  listen $PORT;\n\t}\n\tNGINX\nCOPY <<index.html <<robots.txt /usr/share/nginx/html/\n<h1>COPY --from=nobody:1 a b</h1>\nindex.html\nUser-agent: *\nrobots.txt\n", "nginx:1.27"),
        new("python in a heredoc", """
            FROM python:3.12
            RUN <<EOT python3
            print("FROM x")
            EOT
            RUN python3 - <<'PY' > /out
            import sys
            PY

            """, "python:3.12"),
        new("static site", """
            FROM klakegg/hugo:0.111-alpine AS hugo
            RUN hugo
            FROM nginxinc/nginx-unprivileged:1.27
            COPY --from=hugo /public /usr/share/nginx/html
            STOPSIGNAL SIGQUIT

            """, "klakegg/hugo:0.111-alpine", "nginxinc/nginx-unprivileged:1.27"),
        new("a binary of a stage that is an image", """
            FROM denoland/deno:bin-2.0.0 AS deno_bin
            FROM gcr.io/distroless/cc-debian12
            COPY --from=deno_bin /deno /usr/local/bin/deno
            CMD ["deno", "run", "--allow-net", "main.ts"]

            """, "denoland/deno:bin-2.0.0", "gcr.io/distroless/cc-debian12"),
        new("lambda", "FROM public.ecr.aws/lambda/python:3.12\nCOPY app.py ${LAMBDA_TASK_ROOT}\nCMD [ \"app.handler\" ]\n", "public.ecr.aws/lambda/python:3.12"),
        new("a private registry with a port", "ARG REGISTRY=registry.example.com:5000\nFROM ${REGISTRY}/playwright:v1.48.0-noble\nRUN npx playwright install\n", "registry.example.com:5000/playwright:v1.48.0-noble"),
    ];
}
