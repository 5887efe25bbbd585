# syntax=docker/dockerfile:1
# docker run --rm --network none --volume "$PWD:/cv" cvgen build

FROM python:3.13-slim AS build
WORKDIR /source
COPY requirements.lock .
RUN python -m venv /opt/cvgen \
    && /opt/cvgen/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY docs/cvgen.1 docs/cvgen.1
COPY styles styles
COPY cvgen cvgen
RUN /opt/cvgen/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/cvgen/bin/pip uninstall --yes hatchling pip \
    && /opt/cvgen/bin/python -m compileall -q /opt/cvgen/lib

FROM python:3.13-slim
# hadolint ignore=DL3008 - the fixes of Debian stable are welcome
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/cvgen /opt/cvgen
ENV PATH=/opt/cvgen/bin:$PATH HOME=/tmp
RUN git config --system --add safe.directory /cv
USER 1000:1000
WORKDIR /cv
ENTRYPOINT ["cvgen"]
CMD ["--help"]
