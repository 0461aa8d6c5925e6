# One image for the service, its workers and its command line:
#
#   docker build -t progress-ledger .
#   docker run --rm -e DATABASE_URL=… -p 127.0.0.1:3000:3000 -v ledger-data:/data progress-ledger
#   docker run --rm -e DATABASE_URL=… -v ledger-data:/data progress-ledger ledger verify --replay
#
# It needs DATABASE_URL. The embedded PostgreSQL (60 MB of 235) is left out: a container has no use for a server that
# goes away with it.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing that is needed here comes from an install script. esbuild's program is an optional package of it.
RUN npm ci --ignore-scripts
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY build build
COPY src src
COPY projections projections
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --omit=optional

FROM ${NODE_IMAGE} AS runtime
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY bin bin
COPY docker/entrypoint.sh docker/healthy.mjs docker/
RUN ln -s /app/bin/ledger.js /usr/local/bin/ledger && \
    ln -s /app/bin/ledger-verify.js /usr/local/bin/ledger-verify && mkdir /data && chown node:node /data
# The user node, by number, so that Kubernetes can see that it is not root.
USER 1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "docker/healthy.mjs"]
ENTRYPOINT ["/app/docker/entrypoint.sh"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
