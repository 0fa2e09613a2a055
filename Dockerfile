# Clippings in a container: not root, nothing written outside /data.
#
#   docker build -t clippings .
#   docker run --rm --read-only --tmpfs /tmp -v clippings:/data clippings status
#
# TORCH_INDEX: the address of an index with PyTorch for processors alone (pytorch.org names it); without it, pip may take
# the build for graphics cards, which is several gigabytes. EXTRAS: openai, anthropic, ollama, multilingual, openvino.
FROM python:3.12-slim AS built
ARG TORCH_INDEX=""
ARG EXTRAS="openai"
RUN python -m venv /opt/clippings
ENV PATH=/opt/clippings/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY constraints.txt pyproject.toml README.md LICENSE ./
RUN pip install ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} "torch==$(sed -n 's/^torch==//p' constraints.txt)"
COPY clippings clippings
COPY core core
COPY vectorstore vectorstore
COPY ingest ingest
COPY chain chain
COPY evaluation evaluation
COPY charts charts
COPY bot bot
COPY serve serve
COPY cli cli
RUN pip install -c constraints.txt ".[${EXTRAS}]"

FROM python:3.12-slim
COPY --from=built /opt/clippings /opt/clippings
COPY sample_archive /opt/sample_archive
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin clippings \
    && install -d -o clippings -g clippings -m 0700 /data
ENV PATH=/opt/clippings/bin:$PATH CLIPPINGS_HOME=/data/archive HOME=/data PYTHONDONTWRITEBYTECODE=1
WORKDIR /data
USER 10001:10001
VOLUME /data
HEALTHCHECK --interval=10m --timeout=2m --start-period=2m --retries=3 CMD ["clippings", "doctor", "--json"]
ENTRYPOINT ["clippings"]
CMD ["--help"]
