# Built and run with:
#   docker build -t fixlead .
#   docker run --init -p 127.0.0.1:3000:3000 -v fixlead:/data fixlead
# It works in /data: the App's private key and .env are read from there, where `fixlead setup` writes them. Never build them into an image.
# docs/install.md says how.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The optional packages are Node 24 itself for machines without it; this image has it. No package needs its install script.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim
# git moves reviewed commits between the private fix repository and the public one.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir /data \
  && chown node:node /data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json run.mjs LICENSE ./
COPY docs/licences.md ./docs/licences.md
COPY src ./src

# Inside a container 127.0.0.1 cannot be reached from outside it, so listen on all of its addresses.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
ENV FIXLEAD_STORE=sqlite:/data/fixlead.sqlite
VOLUME /data
EXPOSE 3000
USER node

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Beside the store, so that everything that must be kept is in one place.
WORKDIR /data
CMD ["node", "/app/src/cli.ts", "start"]
